package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.resources.Kinds;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real API server, whose definitions are as they were afterwards. */
@NeedsApiServer
class DefinitionsTest {
  private static final String ROUTES = Kinds.definition(LlmRoute.class);

  private final KubernetesClient client;
  private final Definitions definitions;

  DefinitionsTest(ApiServer server) {
    client = server.client();
    definitions = new Definitions(client, true);
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      server.install(TestNamespace.definition(kind));
    }
  }

  @AfterEach
  void restore() {
    revise(Kinds.SCHEMA_REVISION);
  }

  private void revise(int revision) {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(ROUTES)
        .edit(definition -> withRevision(definition, revision));
  }

  private static CustomResourceDefinition withRevision(
      CustomResourceDefinition definition, int revision) {
    return new CustomResourceDefinitionBuilder(definition)
        .editMetadata()
        .addToAnnotations(Kinds.SCHEMA_REVISION_ANNOTATION, Integer.toString(revision))
        .endMetadata()
        .build();
  }

  @Test
  void definitionsOfThisReleaseAndNewerOnesAreWhatItNeeds() {
    definitions.await();
    revise(Kinds.SCHEMA_REVISION + 1);
    definitions.await();
    assertThat(definitions.problem()).isNull();
  }

  @Test
  void olderOnesAreWaitedForAndNamed() throws InterruptedException {
    // Given
    revise(Kinds.SCHEMA_REVISION - 1);

    // When
    Thread waiting = Thread.ofVirtual().start(definitions::await);
    FleetCluster.awaitTrue("it says what it waits for", () -> definitions.problem() != null);

    // Then
    assertThat(definitions.problem())
        .isEqualTo(
            "llmroutes.dragoman.dev has schema revision 1; this operator needs schema revision 2:"
                + " upgrade the chart dragoman-crds");
    assertThat(waiting.isAlive()).isTrue();

    // When
    revise(Kinds.SCHEMA_REVISION);
    waiting.join();

    // Then
    assertThat(definitions.problem()).isNull();
  }

  @Test
  void whoMayNotReadThemGoesOn() {
    revise(Kinds.SCHEMA_REVISION - 1);
    Definitions unreadable = new Definitions(client, false);
    unreadable.await();
    assertThat(unreadable.problem()).isNull();
  }
}
