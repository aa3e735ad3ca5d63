/** Lists: what callers may ask for, and how the text of a filter becomes a typed condition. */
package dev.productify.manager.ports.shared;
