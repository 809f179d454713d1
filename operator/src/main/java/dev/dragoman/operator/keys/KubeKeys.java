package dev.dragoman.operator.keys;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.status.Events;
import dev.dragoman.resources.ApiKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * ApiKeys on the API server. Of an object nothing but its finalizers is written, and only if they
 * are those that were read.
 */
final class KubeKeys implements KeyObjects {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final Set<Integer> ANOTHER_BY_NOW =
      Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

  private final KubernetesClient client;
  private final Events events;

  KubeKeys(KubernetesClient client, Events events) {
    this.client = client;
    this.events = events;
  }

  @Override
  public boolean hold(ObjectName name, String uid) {
    ApiKey key =
        client.resources(ApiKey.class).inNamespace(name.namespace()).withName(name.name()).get();
    if (key == null || !uid.equals(key.getMetadata().getUid()) || key.isMarkedForDeletion()) {
      return false;
    }
    if (key.hasFinalizer(FINALIZER)) {
      return true;
    }
    List<String> finalizers = new ArrayList<>(key.getFinalizers());
    finalizers.add(FINALIZER);
    return written(key, finalizers);
  }

  @Override
  public void release(ApiKey key) {
    ApiKey now = client.resource(key).get();
    if (now == null || !now.hasFinalizer(FINALIZER)) {
      return;
    }
    List<String> finalizers = new ArrayList<>(now.getFinalizers());
    finalizers.remove(FINALIZER);
    written(now, finalizers);
  }

  @Override
  public void releaseUnstored(ApiKey key, String why) {
    events.warning(key, "StoreNotCleaned", why);
    release(key);
  }

  private boolean written(ApiKey key, List<String> finalizers) {
    Map<String, Object> metadata = new TreeMap<>();
    metadata.put("finalizers", finalizers);
    metadata.put("resourceVersion", key.getMetadata().getResourceVersion());
    String patch = client.getKubernetesSerialization().asJson(Map.of("metadata", metadata));
    try {
      client.resource(key).patch(MERGE, patch);
      return true;
    } catch (KubernetesClientException e) {
      if (ANOTHER_BY_NOW.contains(e.getCode())) {
        return false;
      }
      throw e;
    }
  }
}
