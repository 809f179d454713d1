package dev.dragoman.fleet;

import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.resources.LlmProviderSpec;
import dev.dragoman.resources.provider.Auth;
import dev.dragoman.resources.provider.AuthType;
import dev.dragoman.resources.provider.Dialect;
import dev.dragoman.resources.provider.Gcp;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Vertex AI needs: a place in Google Cloud, and tokens of Google's. */
final class VertexPart {
  /**
   * Locations that are several regions, which have hosts of another form. Source: "Deployments and
   * endpoints" in the documentation of generative AI on Google Cloud, Multi-region endpoints.
   */
  private static final Set<String> MULTI_REGIONS = Set.of("eu", "us");

  private static final Set<AuthType> TOKENS = Set.of(AuthType.GcpKey, AuthType.GcpWorkloadIdentity);

  private VertexPart() {}

  /** Finds what does not go together. */
  static void check(LlmProviderSpec spec, Dialect dialect, Reading reading) {
    Auth auth = spec.auth();
    AuthType type = auth == null || auth.type() == null ? AuthType.None : auth.type();
    boolean tokens = TOKENS.contains(type);
    if (dialect != Dialect.Vertex) {
      if (spec.gcp() != null) {
        reading.invalid("spec.gcp", "goes with dialect Vertex");
      }
      if (tokens) {
        reading.invalid("spec.auth.type", type + " goes with dialect Vertex");
      }
      return;
    }
    if (spec.gcp() == null) {
      reading.invalid("spec.gcp", "dialect Vertex needs a project and a location");
    }
    if (!tokens && type != AuthType.None) {
      reading.invalid(
          "spec.auth.type",
          "dialect Vertex takes GcpKey, GcpWorkloadIdentity or None, not " + type);
    }
    if (auth != null && tokens && auth.header() != null) {
      reading.invalid("spec.auth.header", type + " is sent as authorization: Bearer");
    }
  }

  /** The place, null where it is none of Google Cloud's. */
  static EndpointEntry.@Nullable Gcp gcp(LlmProviderSpec spec) {
    Gcp gcp = spec.gcp();
    return gcp == null ? null : new EndpointEntry.Gcp(gcp.project(), gcp.location());
  }

  /** Google's public address of a location. */
  static URI address(EndpointEntry.Gcp gcp) {
    String location = gcp.location();
    if (location.equals("global")) {
      return URI.create("https://aiplatform.googleapis.com");
    }
    return URI.create(
        MULTI_REGIONS.contains(location)
            ? "https://aiplatform." + location + ".rep.googleapis.com"
            : "https://" + location + "-aiplatform.googleapis.com");
  }
}
