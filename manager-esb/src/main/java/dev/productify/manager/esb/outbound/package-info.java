/** Everything that goes out over HTTP, and which addresses it may dial (contract E6). */
package dev.productify.manager.esb.outbound;
