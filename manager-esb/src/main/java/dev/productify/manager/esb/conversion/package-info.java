/**
 * Bodies in JSON, XML and SOAP, and what becomes of one in another (contract E4). Nothing here reads from or writes to a
 * connection: whole bodies go in and come out, and what cannot be said in the other form is refused rather than lost.
 */
package dev.productify.manager.esb.conversion;
