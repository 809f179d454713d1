/**
 * A directory of manifests as a source of configuration: files become objects, objects are judged
 * as an API server would and resolved as the operator does, and what changes is taken over while
 * the gateway serves. The only package that knows the resources.
 */
@NullMarked
package dev.dragoman.standalone.directory;

import org.jspecify.annotations.NullMarked;
