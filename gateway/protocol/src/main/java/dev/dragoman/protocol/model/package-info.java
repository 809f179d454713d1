/**
 * What is said between a client and a model, free of any protocol: requests, answers, stream events
 * and errors. {@code null} means absent, never a default; collections are never null. May import
 * {@code java.*} and {@link dev.dragoman.protocol.json.JsonText} only.
 */
@NullMarked
package dev.dragoman.protocol.model;

import org.jspecify.annotations.NullMarked;
