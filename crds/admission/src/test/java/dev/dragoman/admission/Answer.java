package dev.dragoman.admission;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a real API server says to an object.
 *
 * @param object as it would be stored, null when it is refused
 * @param complete false when it left rules unchecked
 */
record Answer(
    @Nullable Map<String, @Nullable Object> object, List<Fault> faults, boolean complete) {

  static Answer ask(ApiServer server, String method, String path, Map<String, ?> object) {
    try {
      return new Answer(server.send(method, path, object), List.of(), true);
    } catch (KubernetesClientException e) {
      Status status = e.getStatus();
      return new Answer(null, Fault.of(status), Fault.isComplete(status));
    }
  }
}
