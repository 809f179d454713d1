package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The NetworkPolicy of the pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Network(
    @JsonPropertyDescription("Whether a NetworkPolicy is made.") @Default("Enabled")
        @Nullable PolicyMode policy,
    @JsonPropertyDescription("Who may reach the client port. Absent or empty: everyone.")
        @Size(max = 16)
        List<NetworkPeer> ingressFrom,
    @JsonPropertyDescription(
            "Ranges that pods may call beside DNS, the operator and port 443. Absent or empty: none.")
        @Size(max = 32)
        List<@Size(max = Formats.CIDR_LENGTH) @Pattern(Formats.CIDR) String> egressCidrs,
    @JsonPropertyDescription("HTTP proxy for calls to upstreams. Absent: direct.")
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value = "self.matches('^https?://[A-Za-z0-9\\\\[]') && !self.contains('@')",
            message = "egressProxy is not a plain URL: write http://host:port without credentials")
        @Nullable String egressProxy) {
  public Network {
    ingressFrom = Absent.asEmpty(ingressFrom);
    egressCidrs = Absent.asEmpty(egressCidrs);
  }
}
