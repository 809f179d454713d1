package dev.dragoman.operator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One volume of a pod as kubelet lays it out: the files are links into a folder that is swapped as
 * a whole, so that a reader never sees half of a change.
 */
final class VolumeFiles {
  private static final String DATA = "..data";

  private final KubernetesClient client;
  private final Pod pod;
  private final Volume volume;
  private final Path folder;
  private Map<String, String> written = Map.of();
  private int swaps;

  VolumeFiles(KubernetesClient client, Pod pod, Volume volume, Path folder) {
    this.client = client;
    this.pod = pod;
    this.volume = volume;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Brings the files up to date; whether all that must be there is. */
  boolean refresh() throws IOException {
    Files.createDirectories(folder);
    if (volume.getEmptyDir() != null) {
      return true;
    }
    Optional<Map<String, String>> files = files();
    if (files.isPresent() && !files.get().equals(written)) {
      swap(files.get());
      written = files.get();
    }
    return files.isPresent();
  }

  private Optional<Map<String, String>> files() {
    Map<String, String> files = new TreeMap<>();
    if (volume.getConfigMap() != null) {
      return configMap(volume.getConfigMap().getName(), false, files);
    }
    if (volume.getProjected() == null) {
      throw new IllegalStateException("the node knows no volume such as " + volume);
    }
    for (VolumeProjection source : volume.getProjected().getSources()) {
      Optional<Map<String, String>> found = source(source, files);
      if (found.isEmpty()) {
        return found;
      }
    }
    return Optional.of(files);
  }

  private Optional<Map<String, String>> source(VolumeProjection source, Map<String, String> files) {
    if (source.getConfigMap() != null) {
      return configMap(
          source.getConfigMap().getName(),
          Boolean.TRUE.equals(source.getConfigMap().getOptional()),
          files);
    }
    if (source.getSecret() != null) {
      return secret(source.getSecret(), files);
    }
    files.put(source.getServiceAccountToken().getPath(), token(source));
    return Optional.of(files);
  }

  private Optional<Map<String, String>> configMap(
      String name, boolean optional, Map<String, String> files) {
    ConfigMap map =
        client.configMaps().inNamespace(pod.getMetadata().getNamespace()).withName(name).get();
    if (map == null) {
      return optional ? Optional.of(files) : Optional.empty();
    }
    map.getData().forEach((key, text) -> files.put(key, base64(text)));
    files.putAll(map.getBinaryData());
    return Optional.of(files);
  }

  private Optional<Map<String, String>> secret(SecretProjection source, Map<String, String> files) {
    Secret secret =
        client
            .secrets()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(source.getName())
            .get();
    if (secret == null) {
      return Boolean.TRUE.equals(source.getOptional()) ? Optional.of(files) : Optional.empty();
    }
    if (source.getItems().isEmpty()) {
      files.putAll(secret.getData());
    }
    source
        .getItems()
        .forEach(item -> files.put(item.getPath(), secret.getData().get(item.getKey())));
    return Optional.of(files);
  }

  /** One for the life of the pod: no test lasts as long as a token. */
  private String token(VolumeProjection source) {
    String path = source.getServiceAccountToken().getPath();
    @Nullable String before = written.get(path);
    if (before != null) {
      return before;
    }
    return base64(
        client
            .serviceAccounts()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getSpec().getServiceAccountName())
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withAudiences(source.getServiceAccountToken().getAudience())
                    .withExpirationSeconds(source.getServiceAccountToken().getExpirationSeconds())
                    .withNewBoundObjectRef(
                        "v1", "Pod", pod.getMetadata().getName(), pod.getMetadata().getUid())
                    .endSpec()
                    .build())
            .getStatus()
            .getToken());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void swap(Map<String, String> files) throws IOException {
    Path data = Files.createDirectory(folder.resolve("..set-" + ++swaps));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.write(data.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
    }
    Path fresh = folder.resolve("..data-fresh");
    Files.createSymbolicLink(fresh, data.getFileName());
    Files.move(fresh, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
    for (String name : files.keySet()) {
      Path link = folder.resolve(name);
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, Path.of(DATA, name));
      }
    }
    for (String name : written.keySet()) {
      if (!files.containsKey(name)) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }
}
