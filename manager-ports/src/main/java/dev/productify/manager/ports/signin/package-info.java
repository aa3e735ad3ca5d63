/**
 * How machine users prove themselves, and what the authenticating proxy asks about those who do (contract A4 to A6):
 * tokens without a look-up, passwords at the price of one Argon2, failures only so often.
 */
package dev.productify.manager.ports.signin;
