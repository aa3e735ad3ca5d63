/** Promotion and copies over GraphQL. */
package dev.productify.manager.graphql.promotion;
