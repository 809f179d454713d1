package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.gateway.Alerts;
import dev.dragoman.resources.gateway.AllowedAmbient;
import dev.dragoman.resources.gateway.Autoscaling;
import dev.dragoman.resources.gateway.Drain;
import dev.dragoman.resources.gateway.GatewayLimits;
import dev.dragoman.resources.gateway.Listener;
import dev.dragoman.resources.gateway.Media;
import dev.dragoman.resources.gateway.Network;
import dev.dragoman.resources.gateway.Observability;
import dev.dragoman.resources.gateway.PodSettings;
import dev.dragoman.resources.gateway.Store;
import dev.dragoman.resources.gateway.StoredResponses;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.NamespacesFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform team wants of a gateway. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!(has(self.replicas) && has(self.autoscaling))",
    message = "replicas and autoscaling exclude each other: remove one of them")
public record LlmGatewaySpec(
    @JsonPropertyDescription(
            "Image of the pods, by tag or digest. Absent: the one of the operator's release.")
        @Size(min = 1, max = 512)
        @Pattern("^[a-z0-9][A-Za-z0-9._:/@-]*$")
        @Nullable String image,
    @JsonPropertyDescription("Number of pods; excludes autoscaling. Absent, and no autoscaling: 2.")
        @SpecReplicas
        @Min(1)
        @Max(1000)
        @Nullable Integer replicas,
    @JsonPropertyDescription(
            "Lets the load decide the number of pods; excludes replicas. Absent: replicas decides.")
        @Nullable Autoscaling autoscaling,
    @JsonPropertyDescription(
            "What clients reach. Absent: plain HTTP on port 8000, all protocols, a ClusterIP"
                + " Service on port 80.")
        @Nullable Listener listener,
    @JsonPropertyDescription("From which namespaces LlmRoutes may attach. Absent: from the same.")
        @Nullable NamespacesFrom allowedRoutes,
    @JsonPropertyDescription("From which namespaces ApiKeys may attach. Absent: from the same.")
        @Nullable NamespacesFrom allowedKeys,
    @JsonPropertyDescription(
            "Where keys and usage live. Absent: Memory. A change shows as condition StoreChanging"
                + " until every pod has followed.")
        @Nullable Store store,
    @JsonPropertyDescription(
            "Whether answers of the Responses API are stored, so that later requests may build on"
                + " them. Absent: none is, and previous_response_id is refused.")
        @Nullable StoredResponses storedResponses,
    @JsonPropertyDescription(
            "Private ranges that upstreams may resolve to; link-local and metadata addresses never."
                + " Absent or empty: public addresses only.")
        @Size(max = 32)
        List<@Size(max = Formats.CIDR_LENGTH) @Pattern(Formats.CIDR) String> upstreamCidrs,
    @JsonPropertyDescription(
            "From which namespaces an LlmProvider may use the gateway's own cloud identity. Absent:"
                + " from the same.")
        @Nullable AllowedAmbient allowedAmbient,
    @JsonPropertyDescription(
            "Ranges whose Forwarded headers are believed when the client's address matters. Absent"
                + " or empty: none.")
        @Size(max = 16)
        List<@Size(max = Formats.CIDR_LENGTH) @Pattern(Formats.CIDR) String> trustedProxies,
    @JsonPropertyDescription("How pods end. Absent: 15s, then 600s for running streams.")
        @Nullable Drain drain,
    @JsonPropertyDescription(
            "What protects a pod. Absent: 32Mi a request, 2000 requests at a time.")
        @Nullable GatewayLimits limits,
    @JsonPropertyDescription(
            "How images and documents are fetched for models that take no addresses. Absent: such a"
                + " request is refused.")
        @Nullable Media media,
    @JsonPropertyDescription(
            "Metrics, traces, logs. Absent: a ServiceMonitor where the cluster knows that kind, one"
                + " log line a request, no traces.")
        @Nullable Observability observability,
    @JsonPropertyDescription(
            "The NetworkPolicy of the pods. Absent: one that lets everyone in and port 443 out.")
        @Nullable Network network,
    @JsonPropertyDescription(
            "Who is told when a budget is spent up to one of its alertPercents, besides Events and"
                + " metrics. Absent: nobody.")
        @Nullable Alerts alerts,
    @JsonPropertyDescription("What else can be said about the pods. Absent: nothing.")
        @Nullable PodSettings pod) {
  public LlmGatewaySpec {
    upstreamCidrs = Absent.asEmpty(upstreamCidrs);
    trustedProxies = Absent.asEmpty(trustedProxies);
  }
}
