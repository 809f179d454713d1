package dev.dragoman.gateway.source.stream;

import dev.dragoman.contract.DeliveryPaths;

/** Who asks the operator: one pod of one gateway. */
public record Pod(DeliveryPaths paths, String name, String uid) {}
