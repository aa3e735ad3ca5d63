/** Projects, tenants and applications in GraphQL. */
package dev.productify.manager.graphql.tenancy;
