package dev.dragoman.operator.gateway;

import dev.dragoman.contract.DeliveryPaths;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.List;

/** What a gateway pod has mounted. Pure. */
final class Volumes {
  static final String CONFIG = "/etc/dragoman/config";
  static final String AUTHORITY = "/etc/dragoman/ca";
  static final String TOKEN = "/var/run/secrets/dragoman";
  static final String STATE = "/var/lib/dragoman";

  /** The file with the certificates, below {@link #AUTHORITY}. */
  static final String TRUSTED_FILE = "ca.crt";

  private static final long TOKEN_SECONDS = 3600;

  private Volumes() {}

  static List<Volume> of(GatewayNames names) {
    return List.of(
        new VolumeBuilder()
            .withName("config")
            .withNewProjected()
            .withSources(config(names))
            .endProjected()
            .build(),
        new VolumeBuilder()
            .withName("ca")
            .withNewConfigMap()
            .withName(names.children().authority())
            .endConfigMap()
            .build(),
        new VolumeBuilder()
            .withName("token")
            .withNewProjected()
            .withSources(token())
            .endProjected()
            .build(),
        new VolumeBuilder()
            .withName("state")
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(new Quantity("128Mi"))
            .endEmptyDir()
            .build(),
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(new Quantity("64Mi"))
            .endEmptyDir()
            .build());
  }

  /** Every source may be absent: the first configuration is written after the first pod. */
  private static List<VolumeProjection> config(GatewayNames names) {
    List<VolumeProjection> sources = new ArrayList<>();
    for (String map : names.configMaps()) {
      sources.add(
          new VolumeProjectionBuilder()
              .withNewConfigMap()
              .withName(map)
              .withOptional(true)
              .endConfigMap()
              .build());
    }
    sources.add(
        new VolumeProjectionBuilder()
            .withNewSecret()
            .withName(names.children().credentials())
            .withOptional(true)
            .endSecret()
            .build());
    return sources;
  }

  private static VolumeProjection token() {
    return new VolumeProjectionBuilder()
        .withNewServiceAccountToken(DeliveryPaths.AUDIENCE, TOKEN_SECONDS, "token")
        .build();
  }

  static List<VolumeMount> mounts() {
    return List.of(
        readOnly("config", CONFIG),
        readOnly("ca", AUTHORITY),
        readOnly("token", TOKEN),
        new VolumeMountBuilder().withName("state").withMountPath(STATE).build(),
        new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
  }

  private static VolumeMount readOnly(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build();
  }
}
