package dev.dragoman.operator.keys;

import dev.dragoman.fleet.ObjectId;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a {@link KeyKeeper} works with.
 *
 * @param told tells pods which keys have changed and returns the revision of that, empty while
 *     nobody delivers to them
 * @param concerned has objects looked at
 */
record KeeperPorts(
    StoreOpener opener,
    KeyObjects objects,
    Function<Set<String>, OptionalLong> told,
    Consumer<Set<ObjectId>> concerned) {}
