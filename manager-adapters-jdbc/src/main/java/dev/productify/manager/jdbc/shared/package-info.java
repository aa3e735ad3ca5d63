/** Pieces of SQL that all stores share: which rows a binding means, and how a list is filtered, ordered and cut. */
package dev.productify.manager.jdbc.shared;
