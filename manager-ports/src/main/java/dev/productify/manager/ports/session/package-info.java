/** How people sign in by a provider of OpenID Connect, and the sessions that they then have (contract A8). */
package dev.productify.manager.ports.session;
