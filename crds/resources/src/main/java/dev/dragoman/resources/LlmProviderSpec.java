package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.provider.Auth;
import dev.dragoman.resources.provider.Aws;
import dev.dragoman.resources.provider.Azure;
import dev.dragoman.resources.provider.Capacity;
import dev.dragoman.resources.provider.Dialect;
import dev.dragoman.resources.provider.Ejection;
import dev.dragoman.resources.provider.Gcp;
import dev.dragoman.resources.provider.ProviderModel;
import dev.dragoman.resources.provider.ProviderProtocol;
import dev.dragoman.resources.provider.Simulated;
import dev.dragoman.resources.provider.UpstreamTls;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.NamespacesFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One upstream account. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.baseUrl) || self.baseUrl.startsWith('https://') || self.allowInsecure",
    message = "baseUrl is not encrypted: write https://, or set allowInsecure")
@ValidationRule(
    value =
        "self.protocol == 'BedrockConverse' ? (has(self.aws) && !has(self.baseUrl)) : (self.protocol == 'Simulated' ? !has(self.baseUrl) : (has(self.baseUrl) || has(self.gcp)))",
    message =
        "baseUrl and aws go by protocol: BedrockConverse needs aws and no baseUrl, Simulated no baseUrl, all others baseUrl or gcp")
@ValidationRule(
    value = "self.protocol != 'Simulated' || !has(self.auth) || self.auth.type == 'None'",
    message = "protocol Simulated takes no credential: remove auth")
@ValidationRule(
    value = "self.protocol == 'Simulated' || !has(self.simulated)",
    message = "simulated belongs to protocol Simulated: remove simulated")
public record LlmProviderSpec(
    @JsonPropertyDescription(
            "Wire format that the upstream speaks; it never changes. Simulated is a built-in upstream without network.")
        @Required
        @ValidationRule(
            value = "self == oldSelf",
            message = "protocol never changes: make a new LlmProvider with the other protocol")
        @Nullable ProviderProtocol protocol,
    @JsonPropertyDescription("Known way in which the upstream deviates from the protocol.")
        @Default("Standard")
        @Nullable Dialect dialect,
    @JsonPropertyDescription("Single deviations by name, over those of the dialect. Absent: none.")
        @Size(max = 16)
        Map<String, Boolean> flags,
    @JsonPropertyDescription(
            "URL as the vendor's own SDK takes it. Needed with every protocol but BedrockConverse and Simulated, which take none; with gcp it stands in for the address of the location.")
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value =
                "self.matches('^https?://[A-Za-z0-9\\\\[]') && !self.contains('@') && !self.contains('?') && !self.contains('#')",
            message =
                "baseUrl is not a plain URL: write https://host/path without credentials, query and fragment")
        @Nullable String baseUrl,
    @JsonPropertyDescription("Where in AWS; needed with protocol BedrockConverse. Absent: not AWS.")
        @Nullable Aws aws,
    @JsonPropertyDescription("Where in Azure; goes with dialect Azure. Absent: not Azure.")
        @Nullable Azure azure,
    @JsonPropertyDescription(
            "Where in Google Cloud; needed with dialect Vertex and only there. Absent: not Google Cloud.")
        @Nullable Gcp gcp,
    @JsonPropertyDescription(
            "Permits a baseUrl with http://, nothing else. Which addresses may be reached is the gateway's upstreamCidrs.")
        @Default("false")
        @Nullable Boolean allowInsecure,
    @JsonPropertyDescription("How the gateway identifies itself. Absent: not at all.")
        @Nullable Auth auth,
    @JsonPropertyDescription(
            "TLS towards the upstream. Absent: public certificates, the name of the host.")
        @Nullable UpstreamTls tls,
    @JsonPropertyDescription("HTTP proxy for calls to this upstream. Absent: the gateway's.")
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value = "self.matches('^https?://[A-Za-z0-9\\\\[]') && !self.contains('@')",
            message = "egressProxy is not a plain URL: write http://host:port without credentials")
        @Nullable String egressProxy,
    @JsonPropertyDescription("What the contract with the vendor allows. Absent: no limits.")
        @Nullable Capacity capacity,
    @JsonPropertyDescription(
            "When an upstream that fails is left alone for a while. Absent: after 5 failures in a row, for 30s up to 5m.")
        @Nullable Ejection ejection,
    @JsonPropertyDescription(
            "What is known of the provider's models. Models that are not listed may be called too. Absent: the built-in catalogue decides.")
        @Size(max = 256)
        List<ProviderModel> models,
    @JsonPropertyDescription(
            "Pace of the built-in upstream; only with protocol Simulated. Absent: the first token at once, then one every 20ms.")
        @Nullable Simulated simulated,
    @JsonPropertyDescription(
            "From which namespaces LlmRoutes may refer to it. Absent: from the same.")
        @Nullable NamespacesFrom allowedRoutes) {
  public LlmProviderSpec {
    flags = Absent.asEmpty(flags);
    models = Absent.asEmpty(models);
  }
}
