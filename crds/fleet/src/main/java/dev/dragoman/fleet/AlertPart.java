package dev.dragoman.fleet;

import dev.dragoman.contract.AlertsEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.resources.gateway.Alerts;
import dev.dragoman.resources.gateway.Webhook;
import dev.dragoman.resources.values.SecretRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who a gateway tells of spent budgets.
 *
 * @param secret what the address asks for, null for nothing
 */
record AlertPart(AlertsEntry entry, KeyPart.@Nullable SecretKey secret) {
  static final String SECRET_FIELD = "spec.alerts.webhook.secretRef";

  /** Null when nobody is told. */
  static @Nullable AlertPart of(@Nullable Alerts alerts, String namespace, Reading reading) {
    return alerts == null
        ? null
        : reading.field("spec.alerts.webhook", () -> of(alerts.webhook(), namespace));
  }

  private static AlertPart of(Webhook webhook, String namespace) {
    SecretRef ref = webhook.secretRef();
    KeyPart.SecretKey secret =
        ref == null
            ? null
            : new KeyPart.SecretKey(
                new ObjectName(namespace, ref.name()), ref.key() == null ? "api-key" : ref.key());
    CredentialRef credential =
        secret == null ? null : new CredentialRef(secret.secret() + "/" + secret.key());
    return new AlertPart(
        new AlertsEntry(
            new AlertsEntry.Webhook(URI.create(webhook.url()), webhook.header(), credential)),
        secret);
  }
}
