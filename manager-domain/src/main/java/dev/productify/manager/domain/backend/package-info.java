/** Services that are called back by triggers, and by what they know that a call is ours (contract R2, R3). */
package dev.productify.manager.domain.backend;
