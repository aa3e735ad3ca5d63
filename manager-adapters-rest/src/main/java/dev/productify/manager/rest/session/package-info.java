/** How browsers sign in and out, and what people see of their sessions (contract A8). */
package dev.productify.manager.rest.session;
