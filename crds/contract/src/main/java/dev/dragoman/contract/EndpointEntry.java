package dev.dragoman.contract;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an upstream is and how it is reached.
 *
 * @param baseUrl what the vendor's own SDK takes
 * @param aws for Bedrock, in place of a base URL
 * @param azure what Azure needs besides the base URL
 * @param gcp what Vertex needs besides the base URL
 * @param tls what differs from the platform's trust
 * @param egressProxy proxy for connections to this upstream
 */
public record EndpointEntry(
    @Nullable URI baseUrl,
    @Nullable Aws aws,
    @Nullable Azure azure,
    @Nullable Gcp gcp,
    @Nullable Tls tls,
    @Nullable URI egressProxy) {
  /** An upstream at a base URL with nothing special. */
  public static EndpointEntry at(URI baseUrl) {
    return new EndpointEntry(baseUrl, null, null, null, null, null);
  }

  public EndpointEntry {
    Require.that(
        (baseUrl == null) != (aws == null), "an endpoint has a base URL, or a region of AWS");
  }

  /**
   * A region of AWS.
   *
   * @param roleArn role to assume with the gateway's own identity
   * @param endpoint in place of the region's public endpoint
   */
  public record Aws(String region, @Nullable String roleArn, @Nullable URI endpoint) {
    public Aws {
      Require.text(region, "region");
    }
  }

  /** Azure's version of the interface, and whose identity is presented. */
  public record Azure(
      @Nullable String apiVersion, @Nullable String tenantId, @Nullable String clientId) {}

  /**
   * A project and a location of Google Cloud. Both stand in paths, the location in names of hosts
   * too.
   */
  public record Gcp(String project, String location) {
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9]([a-z0-9.:-]{0,61}[a-z0-9])?");
    private static final Pattern LOCATION = Pattern.compile("[a-z]([a-z0-9-]{0,30}[a-z0-9])?");

    public Gcp {
      Require.that(
          PROJECT.matcher(project).matches(),
          "project must be the id or the number of a project, such as acme-prod");
      Require.that(
          LOCATION.matcher(location).matches(),
          "location must be one of Google Cloud, such as europe-west4 or global");
    }
  }

  /**
   * Trust of one upstream.
   *
   * @param ca the certificates to trust instead of the platform's, PEM
   * @param serverName the name to ask for and to verify, where it differs from the host
   */
  public record Tls(@Nullable CredentialRef ca, @Nullable String serverName) {}
}
