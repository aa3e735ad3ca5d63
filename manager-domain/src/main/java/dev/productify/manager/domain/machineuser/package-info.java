/** Service accounts that belong to one tenant. */
package dev.productify.manager.domain.machineuser;
