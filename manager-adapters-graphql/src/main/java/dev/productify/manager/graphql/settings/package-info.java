/** Settings in GraphQL. */
package dev.productify.manager.graphql.settings;
