package dev.dragoman.fleet;

import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.resources.LlmProviderSpec;
import dev.dragoman.resources.provider.Auth;
import dev.dragoman.resources.provider.AuthType;
import dev.dragoman.resources.provider.Azure;
import dev.dragoman.resources.provider.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a provider's server deviates from its protocol. */
final class DialectPart {
  private DialectPart() {}

  /** The dialect, null for the protocol as its owner specifies it. */
  static @Nullable DialectEntry of(LlmProviderSpec spec, ProtocolName protocol, Reading reading) {
    Dialect dialect = spec.dialect() == null ? Dialect.Standard : spec.dialect();
    if (spec.azure() != null && dialect != Dialect.Azure) {
      reading.invalid("spec.azure", "goes with dialect Azure");
    }
    Auth auth = spec.auth();
    if (auth != null && auth.type() == AuthType.AzureWorkloadIdentity && dialect != Dialect.Azure) {
      reading.invalid(
          "spec.auth.type", AuthType.AzureWorkloadIdentity + " goes with dialect Azure");
    }
    VertexPart.check(spec, dialect, reading);
    if (dialect == Dialect.Standard) {
      return null;
    }
    ProtocolName own = dialect == Dialect.Vertex ? ProtocolName.Gemini : ProtocolName.OpenAIChat;
    if (protocol != own) {
      reading.invalid("spec.dialect", dialect + " is a dialect of protocol " + own);
    }
    return new DialectEntry(DialectEntry.Name.valueOf(dialect.name()), Map.of());
  }

  /** What Azure needs besides the base URL, null where it is not Azure or nothing is said. */
  static EndpointEntry.@Nullable Azure azure(LlmProviderSpec spec) {
    Azure azure = spec.azure();
    return azure == null
        ? null
        : new EndpointEntry.Azure(azure.apiVersion(), azure.tenantId(), azure.clientId());
  }
}
