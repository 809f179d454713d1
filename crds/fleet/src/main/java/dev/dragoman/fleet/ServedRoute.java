package dev.dragoman.fleet;

import dev.dragoman.contract.RouteEntry;
import java.util.List;

/** A route on one gateway: the names that it won there, and the backends that can be used there. */
record ServedRoute(
    RoutePart part, List<String> models, List<RoutePart.Target> backends, RouteEntry entry) {}
