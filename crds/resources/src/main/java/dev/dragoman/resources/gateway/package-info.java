/** The parts of an LlmGateway. May import the shared values. */
@NullMarked
package dev.dragoman.resources.gateway;

import org.jspecify.annotations.NullMarked;
