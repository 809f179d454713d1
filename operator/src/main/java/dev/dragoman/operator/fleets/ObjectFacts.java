package dev.dragoman.operator.fleets;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Verdict;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet says of one object: all that its status shows of it. Equal facts need no new
 * status.
 *
 * @param servedBy gateways in whose configuration the object is
 * @param routes how many routes a gateway serves, or use a provider
 * @param keys how many keys a gateway honours, or name a quota
 * @param backends of a route, by name: those that can be used on some gateway
 * @param keyId of a key that is honoured
 * @param credential of a provider: a number that grows when its credential changes; null while it
 *     has none
 */
public record ObjectFacts(
    Verdict verdict,
    SortedSet<ObjectName> servedBy,
    int routes,
    int keys,
    Set<String> backends,
    @Nullable String keyId,
    @Nullable Long credential) {}
