/** The HTTP service bus: {@code /esb/<application>/<path>} (contract E2, E5, E8). */
package dev.productify.manager.esb.gateway;
