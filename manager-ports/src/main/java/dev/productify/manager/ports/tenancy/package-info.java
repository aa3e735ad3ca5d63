/** Projects, tenants and applications: what callers do with them, and where they are kept. */
package dev.productify.manager.ports.tenancy;
