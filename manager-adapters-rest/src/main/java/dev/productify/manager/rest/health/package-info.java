/** Whether this node lives, and whether it should be sent requests. */
package dev.productify.manager.rest.health;
