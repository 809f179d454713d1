package dev.dragoman.gateway.upstream.azure;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose identity a pod has in Microsoft Entra: what the webhook of Azure Workload Identity puts
 * into its environment (AZURE_AUTHORITY_HOST, AZURE_TENANT_ID, AZURE_CLIENT_ID,
 * AZURE_FEDERATED_TOKEN_FILE; source: azure.github.io/azure-workload-identity, mutated pod).
 *
 * @param authority service that gives tokens, without a path
 * @param tokenFile the pod's own token, which the kubelet renews in place
 */
record WorkloadIdentity(URI authority, String tenant, String client, Path tokenFile) {
  private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com/";

  /**
   * The identity that {@code environment} describes.
   *
   * @param tenant in place of the environment's, null for none
   * @param client in place of the environment's, null for none
   * @throws IllegalStateException naming the variable that is missing or wrong
   */
  static WorkloadIdentity of(
      Map<String, String> environment, @Nullable String tenant, @Nullable String client) {
    URI authority =
        URI.create(environment.getOrDefault("AZURE_AUTHORITY_HOST", PUBLIC_CLOUD)).resolve("/");
    if (!"https".equals(authority.getScheme()) && !isLoopback(authority)) {
      throw new IllegalStateException("AZURE_AUTHORITY_HOST is no https URL");
    }
    return new WorkloadIdentity(
        authority,
        tenant == null ? value(environment, "AZURE_TENANT_ID") : tenant,
        client == null ? value(environment, "AZURE_CLIENT_ID") : client,
        Path.of(value(environment, "AZURE_FEDERATED_TOKEN_FILE")));
  }

  private static boolean isLoopback(URI url) {
    return "127.0.0.1".equals(url.getHost()) || "localhost".equals(url.getHost());
  }

  private static String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(
          name + " is not set: this pod has no workload identity of Azure");
    }
    return value;
  }

  /** Where tokens are asked for. */
  URI tokenEndpoint() {
    return authority.resolve("/" + tenant + "/oauth2/v2.0/token");
  }
}
