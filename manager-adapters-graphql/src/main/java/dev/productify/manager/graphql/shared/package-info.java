/** What every feature's part of the schema is made with: reading arguments, plain fields, lists, loaders, times. */
package dev.productify.manager.graphql.shared;
