/** Personal access tokens: how they are made and kept. */
package dev.productify.manager.ports.token;
