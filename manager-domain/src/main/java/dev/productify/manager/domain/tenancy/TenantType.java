package dev.productify.manager.domain.tenancy;

/** What a tenant is for (contract T1). It changes no rule by itself; it tells people and tools what they look at. */
public enum TenantType {
    /** Live: customers use it. The default. */
    RUN,
    /** As live, for the last look before it. */
    STAGE,
    /** For tests. */
    TEST,
    /** For development. */
    DEV
}
