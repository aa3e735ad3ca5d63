/** What the audit log holds, and how the difference between two states becomes its {@code changes}. */
package dev.productify.manager.domain.audit;
