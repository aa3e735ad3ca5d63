/** What every feature stands on: ids, names, versions, patches, and the one kind of refusal. */
package dev.productify.manager.domain.shared;
