/** GraphQL over HTTP, by the specification of the GraphQL Foundation. */
package dev.productify.manager.graphql.http;
