/**
 * What a cluster says of its objects. Reads through the Kubernetes API and writes nothing; knows
 * neither the command line nor directories.
 */
@NullMarked
package dev.dragoman.standalone.cluster;

import org.jspecify.annotations.NullMarked;
