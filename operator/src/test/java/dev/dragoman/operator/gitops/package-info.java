/** What the chart's folder {@code gitops} tells Argo CD and Flux, run as they run it. */
@NullMarked
package dev.dragoman.operator.gitops;

import org.jspecify.annotations.NullMarked;
