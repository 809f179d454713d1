package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.SecretName;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said about the pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodSettings(
    @JsonPropertyDescription("Further labels of the pods. Absent: none.") @Size(max = 32)
        Map<String, @Size(max = 63) String> labels,
    @JsonPropertyDescription("Further annotations of the pods. Absent: none.") @Size(max = 32)
        Map<String, @Size(max = 1024) String> annotations,
    @JsonPropertyDescription(
            "CPU and memory of a pod. Absent: the default of the operator's release.")
        @Nullable PodResources resources,
    @JsonPropertyDescription("Labels that a node must have. Absent: any node.") @Size(max = 16)
        Map<String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription("Taints that pods accept. Absent: none.") @Size(max = 16)
        List<Toleration> tolerations,
    @JsonPropertyDescription("Where pods run. Absent: preferably on different nodes.")
        @Nullable Affinity affinity,
    @JsonPropertyDescription("How evenly pods are spread. Absent: over zones, as far as possible.")
        @Size(max = 8)
        List<TopologySpread> topologySpread,
    @JsonPropertyDescription("PriorityClass of the pods. Absent: the default of the cluster.")
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        @Nullable String priorityClassName,
    @JsonPropertyDescription(
            "The identity of the pods. Absent: a ServiceAccount that the operator makes.")
        @Nullable ServiceAccountSettings serviceAccount,
    @JsonPropertyDescription("Further variables of the gateway's process. Absent: none.")
        @Size(max = 64)
        List<EnvVariable> extraEnv,
    @JsonPropertyDescription("Secrets for the image registry. Absent: none.") @Size(max = 8)
        List<SecretName> imagePullSecrets) {
  public PodSettings {
    labels = Absent.asEmpty(labels);
    annotations = Absent.asEmpty(annotations);
    nodeSelector = Absent.asEmpty(nodeSelector);
    tolerations = Absent.asEmpty(tolerations);
    topologySpread = Absent.asEmpty(topologySpread);
    extraEnv = Absent.asEmpty(extraEnv);
    imagePullSecrets = Absent.asEmpty(imagePullSecrets);
  }
}
