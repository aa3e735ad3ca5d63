/** Pilets in GraphQL. */
package dev.productify.manager.graphql.pilet;
