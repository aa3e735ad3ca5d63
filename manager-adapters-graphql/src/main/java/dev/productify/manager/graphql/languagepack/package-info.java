/** Language packs in GraphQL. */
package dev.productify.manager.graphql.languagepack;
