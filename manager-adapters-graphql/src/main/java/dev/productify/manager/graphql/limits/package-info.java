/** Limits of projects in GraphQL. */
package dev.productify.manager.graphql.limits;
