/**
 * The five kinds of {@code dragoman.dev/v1alpha1} as the API server stores them. {@code
 * crds/manifests} is generated from these classes; the text of a field's description stands once,
 * in its annotation, and is what {@code kubectl explain} shows.
 *
 * <p>Everything below a kind is a record: the generator and the client's Jackson 2 read annotations
 * of components as well as those of beans, and nothing can change a resource that is shared by
 * threads. Absent is null; an absent collection is empty; an enum value that this build does not
 * know is null where the field is set, so that an older operator survives newer objects (the mapper
 * must be set so). Schema defaults are the API server's work and are not repeated here. May import
 * fabric8's model and annotations, and Jackson's annotations; knows neither the gateway's
 * configuration nor any program.
 */
@NullMarked
package dev.dragoman.resources;

import org.jspecify.annotations.NullMarked;
