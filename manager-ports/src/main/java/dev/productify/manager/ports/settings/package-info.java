/**
 * Settings: what editors do with them, where they are kept, and what is in force for the frontends of applications, from
 * memory ({@link dev.productify.manager.ports.settings.EffectiveFrontends}).
 */
package dev.productify.manager.ports.settings;
