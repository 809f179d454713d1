package dev.dragoman.gateway.route;

import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.protocol.codec.Target;

/** One place where a request may go, with what its model takes. */
public record PlannedTarget(RuntimeBackend backend, Target target) {}
