/** Who may go where: the guard before every use case, users and members, and the first start. */
package dev.productify.manager.ports.access;
