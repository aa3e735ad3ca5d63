/** Configuration: every key declared once; file, environment, checks and reference made from that. */
package dev.productify.manager.server.config;
