/** Promotion and copies of applications between tenants. A feature joins by {@link dev.productify.manager.ports.promotion.PromotedFeature}. */
package dev.productify.manager.ports.promotion;
