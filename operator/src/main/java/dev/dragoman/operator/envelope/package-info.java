/**
 * The keys that gateways sign envelopes of reasoning state with, so that any replica restores what
 * another sent. One set for the fleet, kept in a Secret and rotated by overlap. Imports the
 * Kubernetes client.
 */
@NullMarked
package dev.dragoman.operator.envelope;

import org.jspecify.annotations.NullMarked;
