package dev.dragoman.operator.status;

/**
 * Pods of a gateway go from one store to another.
 *
 * @param from the former one, for people
 * @param to the one that the gateway names now
 * @param taken ready pods that use it
 * @param ready pods that are ready
 */
public record StoreChange(String from, String to, int taken, int ready) {}
