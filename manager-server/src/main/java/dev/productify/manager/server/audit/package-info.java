/** What the audit log needs of this process. */
package dev.productify.manager.server.audit;
