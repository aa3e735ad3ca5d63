/** Endpoints and grants of the service bus in GraphQL. */
package dev.productify.manager.graphql.endpoint;
