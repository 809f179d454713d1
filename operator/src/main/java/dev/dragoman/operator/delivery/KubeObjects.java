package dev.dragoman.operator.delivery;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * ConfigMaps and Secrets of a gateway. They are created and replaced, never applied: a replacement
 * carries the version it was made from, and that is what decides between two operators.
 */
final class KubeObjects implements GatewayObjects {
  /** A ConfigMap holds text apart from bytes; the compressed parts are bytes. */
  private static final String BYTES = ".gz";

  private final KubernetesClient client;
  private final GatewayRef gateway;

  KubeObjects(KubernetesClient client, GatewayRef gateway) {
    this.client = client;
    this.gateway = gateway;
  }

  @Override
  public Optional<StoredFiles> read(ObjectId id) {
    return switch (id.kind()) {
      case ConfigMap -> Optional.ofNullable(configMap(id).get()).map(found -> stored(id, found));
      case Secret -> Optional.ofNullable(secret(id).get()).map(found -> stored(id, found));
    };
  }

  @Override
  public StoredFiles write(ObjectId id, Map<String, byte[]> files, @Nullable String version) {
    SizeBound.check(id, files);
    ObjectMeta metadata = metadata(id, version);
    return switch (id.kind()) {
      case ConfigMap -> {
        ConfigMap wanted =
            new ConfigMapBuilder()
                .withMetadata(metadata)
                .withData(entries(files, false, bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .withBinaryData(entries(files, true, KubeObjects::base64))
                .build();
        yield stored(id, send(id, client.configMaps().resource(wanted), version));
      }
      case Secret -> {
        Map<String, String> data = new TreeMap<>();
        files.forEach((name, bytes) -> data.put(name, base64(bytes)));
        Secret wanted =
            new SecretBuilder().withMetadata(metadata).withType("Opaque").withData(data).build();
        yield stored(id, send(id, client.secrets().resource(wanted), version));
      }
    };
  }

  private <T extends HasMetadata> T send(
      ObjectId id, Resource<T> resource, @Nullable String version) {
    try {
      return version == null ? resource.create() : resource.update();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || (version != null && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND)) {
        throw new LostRaceException(id);
      }
      throw e;
    }
  }

  private Resource<ConfigMap> configMap(ObjectId id) {
    return client.configMaps().inNamespace(gateway.namespace()).withName(id.name());
  }

  private Resource<Secret> secret(ObjectId id) {
    return client.secrets().inNamespace(gateway.namespace()).withName(id.name());
  }

  private ObjectMeta metadata(ObjectId id, @Nullable String version) {
    return new ObjectMetaBuilder()
        .withNamespace(gateway.namespace())
        .withName(id.name())
        .withResourceVersion(version)
        .withLabels(OwnerLabels.of(gateway.name()))
        .addNewOwnerReference()
        .withApiVersion(GatewayRef.API_VERSION)
        .withKind(GatewayRef.KIND)
        .withName(gateway.name())
        .withUid(gateway.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .endOwnerReference()
        .build();
  }

  private StoredFiles stored(ObjectId id, HasMetadata found) {
    if (found.getMetadata().getOwnerReferences().stream()
        .noneMatch(owner -> owner.getUid().equals(gateway.uid()))) {
      throw new DeliveryException(
          "%s in namespace %s does not belong to LlmGateway %s: it is not touched"
              .formatted(id, gateway.namespace(), gateway.name()));
    }
    Map<String, byte[]> files = new TreeMap<>();
    switch (found) {
      case ConfigMap map -> {
        map.getData()
            .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        map.getBinaryData().forEach((name, text) -> files.put(name, bytes(text)));
      }
      case Secret secret -> secret.getData().forEach((name, text) -> files.put(name, bytes(text)));
      default -> throw new IllegalArgumentException("not a kind that holds files: " + id);
    }
    return new StoredFiles(files, found.getMetadata().getResourceVersion());
  }

  private static Map<String, String> entries(
      Map<String, byte[]> files, boolean binary, Function<byte[], String> text) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(BYTES) == binary)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, file -> text.apply(file.getValue()), (a, _) -> a, TreeMap::new));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text);
  }
}
