package dev.dragoman.operator.informers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * A client that reads objects which are newer than this build, or that nobody could have meant:
 * what it cannot read of an object is absent and noted, and no object keeps it from reading the
 * others.
 */
public final class TolerantClient {
  private TolerantClient() {}

  /**
   * A client for {@code config}.
   *
   * @param watcher is told of each request and of its answer
   */
  public static KubernetesClient of(Config config, Interceptor watcher) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("watcher", watcher))
        .withKubernetesSerialization(serialization())
        .build();
  }

  /** How it reads. */
  public static KubernetesSerialization serialization() {
    ObjectMapper mapper =
        new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    mapper.addHandler(new UnreadValues());
    mapper.registerModule(UnreadValues.noting());
    return new KubernetesSerialization(mapper, true);
  }
}
