package dev.dragoman.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A caller.
 *
 * @param name {@code namespace/name} of the key's manifest
 * @param uid what outlives a change of the entry: spending is kept by it
 * @param keyId public id, the only part of a key that logs and metrics may show
 * @param digests versions of the key's text; empty while keys live in a store
 * @param notBefore first moment at which the key is valid, null for always
 * @param expiresAt first moment at which it is not valid any more, null for never
 * @param routes names of routes that the key may call; {@code *} for each one that consents
 * @param models patterns of public model names that the key may call
 * @param quotas uids of the {@link QuotaEntry}s that must allow as well
 * @param spend the key's own bounds
 * @param clientCidrs where calls may come from; empty for anywhere
 * @param owner null when nobody is named
 * @param tags for the attribution of spending
 */
public record KeyEntry(
    String name,
    String uid,
    String keyId,
    List<DigestEntry> digests,
    State state,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    List<String> routes,
    List<String> models,
    List<String> quotas,
    SpendPolicy spend,
    List<String> clientCidrs,
    @Nullable OwnerEntry owner,
    Map<String, String> tags) {
  /** Whether a key may call. */
  public enum State {
    Active,
    Suspended,
    Revoked
  }

  private static final Pattern KEY_ID = Pattern.compile("[a-z2-7]{12}");

  /** A key with one text, valid at all times and without bounds. */
  public static KeyEntry of(
      String name, String keyId, String digest, List<String> routes, List<String> models) {
    return new KeyEntry(
        name,
        name,
        keyId,
        List.of(DigestEntry.of(digest)),
        State.Active,
        null,
        null,
        routes,
        models,
        List.of(),
        SpendPolicy.UNLIMITED,
        List.of(),
        null,
        Map.of());
  }

  public KeyEntry {
    Require.text(name, "name");
    Require.text(uid, "uid");
    Require.that(
        KEY_ID.matcher(keyId).matches(), "keyId must be 12 characters of lower-case base32");
    digests = List.copyOf(digests);
    routes = List.copyOf(routes);
    models = List.copyOf(models);
    models.forEach(ModelPattern::of);
    quotas = List.copyOf(quotas);
    clientCidrs = List.copyOf(clientCidrs);
    tags = Require.sorted(tags);
  }

  /** The same key with one text, which has another id. */
  public KeyEntry withText(String otherKeyId, String digest) {
    return with(otherKeyId, List.of(DigestEntry.of(digest)), state, routes, spend);
  }

  /** The same key with other versions of its text. */
  public KeyEntry withDigests(List<DigestEntry> others) {
    return with(keyId, others, state, routes, spend);
  }

  /** The same key in another state. */
  public KeyEntry withState(State other) {
    return with(keyId, digests, other, routes, spend);
  }

  /** The same key for other routes. */
  public KeyEntry withRoutes(List<String> others) {
    return with(keyId, digests, state, others, spend);
  }

  /** The same key with other bounds of its own. */
  public KeyEntry withSpend(SpendPolicy other) {
    return with(keyId, digests, state, routes, other);
  }

  private KeyEntry with(
      String newKeyId,
      List<DigestEntry> newDigests,
      State newState,
      List<String> newRoutes,
      SpendPolicy newSpend) {
    return new KeyEntry(
        name,
        uid,
        newKeyId,
        newDigests,
        newState,
        notBefore,
        expiresAt,
        newRoutes,
        models,
        quotas,
        newSpend,
        clientCidrs,
        owner,
        tags);
  }

  /** The namespace of the key, for the consent of routes; empty when the name has none. */
  public String namespace() {
    int slash = name.indexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
