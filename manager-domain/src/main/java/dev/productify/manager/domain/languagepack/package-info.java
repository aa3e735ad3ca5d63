/**
 * Texts of a product in one language each, by keys. A frontend is given those of its language, and for what that language
 * lacks those of the languages behind it.
 */
package dev.productify.manager.domain.languagepack;
