package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.status.ObjectDelivery;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A namespace of which an API server takes no new object, and objects go one after the other. */
@NeedsApiServer
class NamespaceDeletionTest {
  private static final int SETTLED_SECONDS = 3;
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private static final Logger OURS = (Logger) LoggerFactory.getLogger("dev.dragoman");

  private final RunningOperator operator;
  private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event);
        }
      };

  NamespaceDeletionTest(ApiServer server) {
    operator = RunningOperator.on(server, Clock.systemUTC());
  }

  @BeforeEach
  void listen() {
    operator.deliveries.say(new ObjectDelivery(1L, 1, 1, 0, List.of()), Set.of());
    appender.start();
    ROOT.addAppender(appender);
    OURS.setLevel(Level.INFO);
  }

  @AfterEach
  void end() {
    OURS.setLevel(null);
    ROOT.detachAppender(appender);
    operator.close();
  }

  private void deleteAll(List<Class<? extends HasMetadata>> kinds) throws InterruptedException {
    for (Class<? extends HasMetadata> kind : kinds) {
      operator.client.resources(kind).inNamespace(operator.namespace).withGracePeriod(0).delete();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  @Test
  @Tag("requirement-55")
  void aNamespaceThatGoesIsOneLine() throws InterruptedException {
    // Given
    operator.apply(SmallFleet.of(1));
    operator.await(Deployment.class, "main-gateway", _ -> true);
    operator.await(ApiKey.class, "me", key -> key.getStatus() != null);

    // When
    operator.client.namespaces().withName(operator.namespace).delete();
    deleteAll(List.of(Deployment.class, Service.class, ServiceAccount.class, Secret.class));
    TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
    deleteAll(List.of(LlmGateway.class, LlmProvider.class, LlmRoute.class, ApiKey.class));
    TimeUnit.SECONDS.sleep(SETTLED_SECONDS);

    // Then
    List<String> told =
        lines.stream()
            .filter(line -> !line.getMessage().equals("applied"))
            .map(line ->
                line.getLevel()
                    + " "
                    + line.getFormattedMessage()
                    + " "
                    + line.getKeyValuePairs()
                    + (line.getThrowableProxy() == null ? "" : " with a trace"))
            .toList();
    assertThat(told)
        .containsExactly(
            "INFO the namespace is being deleted; nothing is made in it any more [namespace=\""
                + operator.namespace
                + "\"]");
  }
}
