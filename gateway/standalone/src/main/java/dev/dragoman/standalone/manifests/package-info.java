/**
 * Manifests of a directory, and the configuration they mean. Reading turns text into plain values;
 * resolving follows the references between them. Pure but for {@link
 * dev.dragoman.standalone.manifests.ManifestFiles}. Imports contract, yaml, start and state.
 */
@NullMarked
package dev.dragoman.standalone.manifests;

import org.jspecify.annotations.NullMarked;
