/** Language packs as flat JSON: for frontends, and in and out for editors and pipelines. */
package dev.productify.manager.rest.languagepack;
