/** What is asked of the provider of OpenID Connect, and how its tokens are verified. */
package dev.productify.manager.esb.session;
