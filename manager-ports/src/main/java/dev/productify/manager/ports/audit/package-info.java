/** The audit log: one row for every change, written with it. */
package dev.productify.manager.ports.audit;
