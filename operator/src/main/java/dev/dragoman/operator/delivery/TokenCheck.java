package dev.dragoman.operator.delivery;

import io.fabric8.kubernetes.client.KubernetesClient;

/** How the operator finds out whom a token belongs to. */
public enum TokenCheck {
  /** The API server is asked, which takes a right of the whole cluster. */
  Review,
  /** By the keys that the API server publishes to every ServiceAccount. */
  Signature;

  Tokens by(KubernetesClient client) {
    return switch (this) {
      case Review -> new TokenReviews(client);
      case Signature -> new SignedTokens(client);
    };
  }
}
