package dev.dragoman.operator.gateway;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.resources.gateway.EnvSource;
import dev.dragoman.resources.gateway.EnvVariable;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Environment of the gateway container. Pure; in the form in which the API server keeps it. */
final class Environment {
  private Environment() {}

  static List<EnvVar> of(
      ObjectName gateway, WorkloadSettings settings, int port, Duration maxStream, long directMiB) {
    return List.of(
        value("DRAGOMAN_GATEWAY", gateway.toString()),
        value("DRAGOMAN_OPERATOR", settings.operatorUrl()),
        value("DRAGOMAN_CA", Volumes.AUTHORITY + "/" + Volumes.TRUSTED_FILE),
        value("DRAGOMAN_TOKEN", Volumes.TOKEN + "/token"),
        value("DRAGOMAN_BOOT", Volumes.CONFIG),
        value("STATE_DIR", Volumes.STATE),
        field("POD_NAME", "metadata.name"),
        field("POD_UID", "metadata.uid"),
        value("HOST", "0.0.0.0"),
        value("PORT", Integer.toString(port)),
        value("MANAGEMENT_PORT", Integer.toString(PodRenderer.MANAGEMENT_PORT)),
        value("LOG_LEVEL", settings.logLevel()),
        value("DRAIN_SECONDS", Long.toString(maxStream.toSeconds())),
        value(
            "JAVA_TOOL_OPTIONS",
            // Sizes and nothing else: other flags stand in the image, whose AOT cache is of them.
            // A heap that is small at first makes the collector mark it without end.
            "-XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50"
                + " -XX:MaxDirectMemorySize="
                + directMiB
                + "m"));
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef("v1", path)
        .endValueFrom()
        .build();
  }

  /** What users add. An empty value is the same as none, and none is what the server keeps. */
  static List<EnvVar> extra(List<EnvVariable> variables) {
    List<EnvVar> extra = new ArrayList<>();
    for (EnvVariable variable : variables) {
      EnvVarBuilder builder = new EnvVarBuilder().withName(variable.name());
      EnvSource source = variable.valueFrom();
      if (variable.value() != null && !variable.value().isEmpty()) {
        builder.withValue(variable.value());
      } else if (source != null && source.secretKeyRef() != null) {
        builder
            .withNewValueFrom()
            .withNewSecretKeyRef(source.secretKeyRef().key(), source.secretKeyRef().name(), null)
            .endValueFrom();
      } else if (source != null && source.configMapKeyRef() != null) {
        builder
            .withNewValueFrom()
            .withNewConfigMapKeyRef(
                source.configMapKeyRef().key(), source.configMapKeyRef().name(), null)
            .endValueFrom();
      }
      extra.add(builder.build());
    }
    return extra;
  }
}
