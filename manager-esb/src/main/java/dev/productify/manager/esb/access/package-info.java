/** People whom an identity provider knows, asked over HTTP. */
package dev.productify.manager.esb.access;
