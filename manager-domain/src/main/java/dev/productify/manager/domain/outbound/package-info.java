/** Where the Manager may send requests to: which URLs may be saved, and which addresses may be dialled (contract E6). */
package dev.productify.manager.domain.outbound;
