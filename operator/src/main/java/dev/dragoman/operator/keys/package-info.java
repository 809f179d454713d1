/**
 * Keys of gateways whose store is a table: every key is an item there, and pods look it up. Who
 * changes one tells pods by the delivery stream. Knows the fleet and delivery, no controller.
 *
 * <pre>
 * FleetState ──▶ StoredKeys ──▶ KeyKeeper of the gateway ──▶ store
 *                                   │ changed ids
 *                                   └──▶ delivery ═ keys event ═▶ pods
 * </pre>
 */
@NullMarked
package dev.dragoman.operator.keys;

import org.jspecify.annotations.NullMarked;
