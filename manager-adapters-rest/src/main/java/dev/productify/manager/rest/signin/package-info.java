/** What machine users and the authenticating proxy ask about credentials. */
package dev.productify.manager.rest.signin;
