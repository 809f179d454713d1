package dev.dragoman.operator.keys;

import dev.dragoman.fleet.ObjectId;

/**
 * A key that a store holds as it shall be.
 *
 * @param keyId public id
 * @param generation of its object
 * @param revision that pods tell when they know
 */
record StoredKey(ObjectId id, String keyId, long generation, long revision) {}
