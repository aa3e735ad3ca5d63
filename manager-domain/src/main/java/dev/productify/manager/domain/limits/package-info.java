/** What there may be in a project, and how many requests may be made in a while. */
package dev.productify.manager.domain.limits;
