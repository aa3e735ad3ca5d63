package dev.productify.manager.rest;

import io.javalin.config.RoutesConfig;

/** The routes of one feature. */
@FunctionalInterface
public interface RouteModule {
    void register(RoutesConfig routes);
}
