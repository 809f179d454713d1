package dev.dragoman.contract;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told when a budget is spent up to one of its thresholds.
 *
 * @param webhook gets one POST for each window and threshold
 */
public record AlertsEntry(Webhook webhook) {
  /**
   * An address that takes alerts.
   *
   * @param header carries the credential as it is, in lower case; null for {@code authorization}
   *     with {@code Bearer} before the credential
   * @param credential null where the address asks for none
   */
  public record Webhook(URI url, @Nullable String header, @Nullable CredentialRef credential) {
    public Webhook {
      Require.that(header == null || credential != null, "header belongs to a credential");
    }
  }

  /** Every value that is taken; it may be absent. */
  public List<CredentialRef> credentials() {
    CredentialRef named = webhook.credential();
    return named == null ? List.of() : List.of(named);
  }
}
