/** Users in GraphQL. */
package dev.productify.manager.graphql.access;
