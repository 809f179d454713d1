/**
 * What the API server says, kept at hand: the objects of all kinds, the labels of namespaces, and
 * Secrets. The only package that looks anything up for the fleet; it knows no controller.
 */
@NullMarked
package dev.dragoman.operator.informers;

import org.jspecify.annotations.NullMarked;
