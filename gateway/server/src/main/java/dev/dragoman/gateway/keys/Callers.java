package dev.dragoman.gateway.keys;

import dev.dragoman.contract.KeyText;
import dev.dragoman.gateway.auth.Authenticator;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.auth.KnownKeys;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tells who is asking: by the keys of the configuration at once, by those of the store when it has
 * answered.
 */
public final class Callers {
  private final Authenticator authenticator;
  private final StoredKeys stored;

  public Callers(Authenticator authenticator, StoredKeys stored) {
    this.authenticator = authenticator;
    this.stored = stored;
  }

  /** A caller that is known at once, or when a store has answered. */
  public sealed interface Found {
    /** The keys of the configuration tell. */
    record AtOnce(Caller caller) implements Found {}

    /** The store is asked when this is subscribed. */
    record Later(Mono<Caller> caller) implements Found {}
  }

  /**
   * The caller, or the promise of one: most keys are known, and those wait for nothing.
   *
   * @throws GatewayException as {@link Authenticator#authenticate}
   */
  public Found find(KnownKeys keys, WireHeaders headers) {
    GatewayException refusal = null;
    try {
      Caller caller = authenticator.authenticate(keys, headers);
      if (caller.key() != null) {
        return new Found.AtOnce(caller);
      }
    } catch (GatewayException e) {
      if (e.error().kind() != ErrorKind.AUTH) {
        throw e;
      }
      refusal = e;
    }
    String presented = authenticator.presented(headers);
    if (presented == null || !stored.mayHave(presented)) {
      if (refusal != null) {
        throw refusal;
      }
      return new Found.AtOnce(Caller.ANONYMOUS);
    }
    String keyId = KeyText.keyIdOf(presented);
    return new Found.Later(
        Mono.fromFuture(() -> stored.find(keyId), true)
            .map(key ->
                authenticator.authenticate(new Together(keys, keyId, key.orElse(null)), headers)));
  }

  /** The caller, whenever it is known. */
  public Mono<Caller> of(KnownKeys keys, WireHeaders headers) {
    return Mono.defer(() ->
        switch (find(keys, headers)) {
          case Found.AtOnce(Caller caller) -> Mono.just(caller);
          case Found.Later(Mono<Caller> asked) -> asked;
        });
  }

  /** The keys of the configuration and one of the store. */
  private record Together(KnownKeys keys, String keyId, @Nullable KnownKey stored)
      implements KnownKeys {
    @Override
    public boolean keyRequired() {
      return keys.keyRequired();
    }

    @Override
    public @Nullable KnownKey key(String id) {
      KnownKey own = keys.key(id);
      return own == null && id.equals(keyId) ? stored : own;
    }
  }
}
