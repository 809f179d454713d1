package dev.dragoman.standalone.cluster;

import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the objects of a cluster. They are read as trees, so that an object or a status of another
 * version is shown for what it says.
 */
public final class ClusterReader {
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(LlmGateway.class, LlmProvider.class, LlmRoute.class, ApiKey.class, LlmQuota.class);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 20_000;
  private static final long PAGE = 500;

  private final ClusterChoice choice;

  private ClusterReader(ClusterChoice choice) {
    this.choice = choice;
  }

  /**
   * All objects, by kind, namespace and name.
   *
   * @throws ClusterUnreadableException when the cluster cannot be asked
   */
  public static List<Found> read(ClusterChoice choice) {
    return new ClusterReader(choice).read();
  }

  private List<Found> read() {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config())
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build()) {
      List<Found> found = new ArrayList<>();
      for (Class<? extends HasMetadata> kind : KINDS) {
        found.addAll(list(client, kind));
      }
      return found;
    }
  }

  private Config config() {
    if (!Files.isReadable(choice.kubeconfig())) {
      throw new ClusterUnreadableException(
          choice.kubeconfig()
              + ": no kubeconfig that can be read; set KUBECONFIG or give --kubeconfig");
    }
    Config config = parsed();
    String context = choice.context();
    boolean known =
        context == null
            || config.getContexts().stream().anyMatch(each -> context.equals(each.getName()));
    if (!known) {
      throw new ClusterUnreadableException(choice.kubeconfig() + ": no context " + context);
    }
    return new ConfigBuilder(config)
        .withConnectionTimeout(CONNECT_MILLIS)
        .withRequestTimeout(REQUEST_MILLIS)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private Config parsed() {
    try {
      String context = choice.context();
      return context == null
          ? Config.fromKubeconfig(choice.kubeconfig().toFile())
          : Config.fromKubeconfig(context, choice.kubeconfig().toFile());
    } catch (RuntimeException _) {
      // The parser's own words quote the file, which holds credentials.
      throw new ClusterUnreadableException(choice.kubeconfig() + ": not a kubeconfig");
    }
  }

  private List<Found> list(KubernetesClient client, Class<? extends HasMetadata> kind) {
    String name = HasMetadata.getKind(kind);
    try {
      List<Found> found = new ArrayList<>();
      String next = null;
      do {
        GenericKubernetesResourceList page = page(client, kind, next);
        for (GenericKubernetesResource object : page.getItems()) {
          found.add(StatusReading.of(name, object));
        }
        next = page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
      return found;
    } catch (KubernetesClientException e) {
      throw new ClusterUnreadableException(faultOf(e, HasMetadata.getFullResourceName(kind)));
    }
  }

  private GenericKubernetesResourceList page(
      KubernetesClient client, Class<? extends HasMetadata> kind, @Nullable String next) {
    var all = client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind));
    var options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
    String namespace = choice.namespace();
    return namespace == null
        ? all.inAnyNamespace().list(options)
        : all.inNamespace(namespace).list(options);
  }

  private static String faultOf(KubernetesClientException fault, String resource) {
    if (fault.getCode() <= 0) {
      return "the cluster cannot be reached: " + rootOf(fault);
    }
    return switch (fault.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the cluster does not know " + resource + "; install the definitions (crds/manifests)";
      case HttpURLConnection.HTTP_UNAUTHORIZED -> "the cluster does not accept these credentials";
      case HttpURLConnection.HTTP_FORBIDDEN -> "these credentials may not list " + resource;
      default -> "the cluster answers %d to a list of %s".formatted(fault.getCode(), resource);
    };
  }

  private static String rootOf(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
