/** Machine users in GraphQL. */
package dev.productify.manager.graphql.machineuser;
