package dev.dragoman.gateway.auth;

/**
 * Port: what is kept of keys that live elsewhere; is told when it may be out of date. Thread-safe.
 */
public interface KeyCache {
  /** The key was written anew: its next use must see that. */
  void changed(String keyId);

  /** Changes may have been missed: what is known may be used only where the store is silent. */
  void missed();
}
