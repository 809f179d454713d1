/**
 * What a Kubernetes API server would say to one object, without a server: unknown fields, schema
 * defaults, the structural schema, unique lists and the CEL rules of the resource definitions.
 * Objects are plain trees of maps, lists, strings, longs, doubles and booleans, so that a caller
 * may bring any YAML or JSON reader. Imports the schema validator, the CEL library and the YAML
 * engine; nothing of Kubernetes.
 */
@NullMarked
package dev.dragoman.admission;

import org.jspecify.annotations.NullMarked;
