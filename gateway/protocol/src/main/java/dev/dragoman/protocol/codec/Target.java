package dev.dragoman.protocol.codec;

/**
 * Where an encoded request goes.
 *
 * @param model the upstream's name of the model
 * @param capabilities what it takes
 */
public record Target(String model, Capabilities capabilities) {}
