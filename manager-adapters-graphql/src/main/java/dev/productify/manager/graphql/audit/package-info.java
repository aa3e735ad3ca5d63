/** The audit log in GraphQL. */
package dev.productify.manager.graphql.audit;
