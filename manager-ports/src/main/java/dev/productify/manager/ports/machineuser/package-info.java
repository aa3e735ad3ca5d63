/** Machine users: what administrators do with them, and where they are kept. */
package dev.productify.manager.ports.machineuser;
