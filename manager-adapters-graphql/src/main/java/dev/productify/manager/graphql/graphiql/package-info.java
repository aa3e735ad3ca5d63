/** GraphiQL, for development. */
package dev.productify.manager.graphql.graphiql;
