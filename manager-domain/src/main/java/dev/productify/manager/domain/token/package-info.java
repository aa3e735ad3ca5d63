/** The secrets by which callers prove who they are: their form, and how one is checked against what is kept of it. */
package dev.productify.manager.domain.token;
