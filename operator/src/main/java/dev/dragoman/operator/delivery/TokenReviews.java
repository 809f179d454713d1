package dev.dragoman.operator.delivery;

import dev.dragoman.contract.DeliveryPaths;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the API server. */
final class TokenReviews implements Tokens {
  private static final Pattern SERVICE_ACCOUNT =
      Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");

  /** Where the API server says for which pod a token was made. */
  private static final String POD_UID = "authentication.kubernetes.io/pod-uid";

  private final KubernetesClient client;

  TokenReviews(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    TokenReview review =
        client
            .tokenReviews()
            .create(
                new TokenReviewBuilder()
                    .withNewSpec()
                    .withToken(token)
                    .withAudiences(DeliveryPaths.AUDIENCE)
                    .endSpec()
                    .build());
    TokenReviewStatus status = review.getStatus();
    if (!Boolean.TRUE.equals(status.getAuthenticated())
        || !status.getAudiences().contains(DeliveryPaths.AUDIENCE)) {
      return Optional.empty();
    }
    return caller(status.getUser());
  }

  private static Optional<Caller> caller(UserInfo user) {
    Matcher name = SERVICE_ACCOUNT.matcher(user.getUsername());
    return name.matches()
        ? Optional.of(new Caller(name.group(1), name.group(2), podUid(user)))
        : Optional.empty();
  }

  private static @Nullable String podUid(UserInfo user) {
    List<String> uids = user.getExtra().getOrDefault(POD_UID, List.of());
    return uids.isEmpty() ? null : uids.getFirst();
  }
}
