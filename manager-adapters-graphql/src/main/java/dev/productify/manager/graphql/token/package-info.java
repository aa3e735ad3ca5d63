/** Personal access tokens in GraphQL. */
package dev.productify.manager.graphql.token;
