package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.route.Backend;
import dev.dragoman.resources.route.Balancing;
import dev.dragoman.resources.route.Cache;
import dev.dragoman.resources.route.Failover;
import dev.dragoman.resources.route.LossPolicy;
import dev.dragoman.resources.route.Match;
import dev.dragoman.resources.route.Mirror;
import dev.dragoman.resources.route.Retry;
import dev.dragoman.resources.route.RouteHeaders;
import dev.dragoman.resources.route.RouteLimits;
import dev.dragoman.resources.route.RouteState;
import dev.dragoman.resources.route.Timeouts;
import dev.dragoman.resources.route.Visibility;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.NamespacesFrom;
import dev.dragoman.resources.values.Ref;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A public model name and where it goes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.mirror) || self.backends.exists(b, b.name == self.mirror.backend)",
    message = "mirror.backend is not a backend of this route: write the name of one of backends")
public record LlmRouteSpec(
    @JsonPropertyDescription("LlmGateways that serve the route.") @Required @Size(min = 1, max = 8)
        List<Ref> parentRefs,
    @JsonPropertyDescription(
            "Public names; several are aliases. One star at the start or end stands for anything. An exact name comes before the longest prefix or suffix, and that before \"*\"; of equals the oldest route wins.")
        @Required
        @Size(min = 1, max = 32)
        @ValidationRule(
            value = "self.all(m, self.exists_one(o, o == m))",
            message = "a model stands twice: remove one of them")
        List<@Size(min = 1, max = Formats.MODEL_LENGTH) @Pattern(Formats.MODEL_PATTERN) String>
            models,
    @JsonPropertyDescription("Whether the names stand in the gateway's list of models.")
        @Default("Listed")
        @Nullable Visibility visibility,
    @JsonPropertyDescription("What a request must have beside the model's name. Absent: nothing.")
        @Nullable Match match,
    @JsonPropertyDescription(
            "Where the route goes: by weight among backends of the same priority, to the next priority when one is exhausted.")
        @Required
        @Size(min = 1, max = 32)
        @ValidationRule(
            value = "self.exists(b, b.weight > 0)",
            message = "no backend gets requests: give at least one a weight above 0")
        @ValidationRule(
            value = "self.all(a, self.exists_one(b, b.name == a.name))",
            message = "two backends have the same name: rename one of them")
        List<Backend> backends,
    @JsonPropertyDescription("How a backend is chosen. Absent: by weight.")
        @Nullable Balancing balancing,
    @JsonPropertyDescription(
            "When another backend is tried. Absent: after ConnectError, Timeout, Http429 and Http5xx, 3 calls in all.")
        @Nullable Failover failover,
    @JsonPropertyDescription("When the same backend is tried again. Absent: once, after 250ms.")
        @Nullable Retry retry,
    @JsonPropertyDescription(
            "How long to wait. Absent: 5s to connect, 120s for the first token, 300s idle, 10m in all.")
        @Nullable Timeouts timeouts,
    @JsonPropertyDescription(
            "What happens to what the upstream's protocol cannot say: Strict refuses what would change the answer, Lenient drops it with a warning.")
        @Default("Strict")
        @Nullable LossPolicy lossPolicy,
    @JsonPropertyDescription("What may run on the route. Absent: no limits.")
        @Nullable RouteLimits limits,
    @JsonPropertyDescription("Whether answers are kept. Absent: they are not.")
        @Nullable Cache cache,
    @JsonPropertyDescription("Changes to headers. Absent: none.") @Nullable RouteHeaders headers,
    @JsonPropertyDescription("A backend that gets a copy of requests. Absent: none.")
        @Nullable Mirror mirror,
    @JsonPropertyDescription(
            "From which namespaces ApiKeys may call the route. Absent: from the same.")
        @Nullable NamespacesFrom allowedKeys,
    @JsonPropertyDescription("Disabled answers every request with 503.") @Default("Active")
        @Nullable RouteState state) {
  public LlmRouteSpec {
    parentRefs = Absent.asEmpty(parentRefs);
    models = Absent.asEmpty(models);
    backends = Absent.asEmpty(backends);
  }
}
