/** The controller of the LlmGateway; its workload. */
@NullMarked
package dev.dragoman.operator.gateway;

import org.jspecify.annotations.NullMarked;
