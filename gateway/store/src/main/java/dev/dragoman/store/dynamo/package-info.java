/**
 * The store of a fleet: two tables of DynamoDB. Every step is one conditional write of one item.
 * Alone may import {@code software.amazon}.
 */
@NullMarked
package dev.dragoman.store.dynamo;

import org.jspecify.annotations.NullMarked;
