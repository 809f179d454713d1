package dev.dragoman.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.resources.provider.ProviderProtocol;
import dev.dragoman.resources.route.FailoverTrigger;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The classes with the mapper that every reader of resources must use. */
class SerializationTest {
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(
          new ObjectMapper()
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL),
          false);

  @Test
  void aRouteIsReadWhole() {
    // When
    LlmRoute route =
        SERIALIZATION.unmarshal(
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmRoute
            metadata: {name: smart, namespace: team-a}
            spec:
              parentRefs: [{name: main, namespace: llm}]
              models: [smart, "claude-sonnet-*"]
              backends:
              - {name: primary, providerRef: {name: bedrock}, set: {top_k: 4, tags: [a]}}
              failover: {triggers: [Http429, Timeout], maxAttempts: 2}
            """,
            LlmRoute.class);

    // Then
    LlmRouteSpec spec = route.getSpec();
    assertThat(spec.parentRefs()).extracting("namespace").containsExactly("llm");
    assertThat(spec.models()).containsExactly("smart", "claude-sonnet-*");
    assertThat(spec.backends().getFirst().set().get("top_k")).hasToString("4");
    assertThat(spec.failover()).extracting("maxAttempts").isEqualTo(2);
  }

  /** java-operator-sdk#882 and #1170: one object of a newer release stopped the whole operator. */
  @Test
  void newerDataIsRead() {
    // When
    LlmRoute route =
        SERIALIZATION.unmarshal(
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmRoute
            spec:
              invented: {deep: [1]}
              lossPolicy: Guess
              backends: [{name: a, invented: 1}]
              failover: {triggers: [Http429, FullMoon]}
            """,
            LlmRoute.class);

    // Then
    LlmRouteSpec spec = route.getSpec();
    assertThat(spec.lossPolicy()).isNull();
    assertThat(spec.failover())
        .satisfies(failover ->
            assertThat(failover.triggers()).containsExactly(FailoverTrigger.Http429, null));
  }

  @Test
  void absentAndEmptyCollectionsAreTheSame() {
    // When
    LlmRoute absent = SERIALIZATION.unmarshal("kind: LlmRoute\nspec: {}", LlmRoute.class);
    LlmRoute empty = SERIALIZATION.unmarshal("kind: LlmRoute\nspec: {models: []}", LlmRoute.class);
    LlmRoute nothing =
        SERIALIZATION.unmarshal("kind: LlmRoute\nspec: {models: null}", LlmRoute.class);

    // Then
    assertThat(absent.getSpec()).isEqualTo(empty.getSpec()).isEqualTo(nothing.getSpec());
    assertThat(absent.getSpec().models()).isEmpty();
  }

  @Test
  void whatIsAbsentIsNotWritten() {
    // Given
    String yaml =
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: ApiKey
        metadata: {name: ci-bot}
        spec:
          gatewayRef: {name: main}
          routes: [{name: "*"}]
          models: ["*"]
          storeOutage: {for: 5m}
          expiresAt: 2027-01-01T00:00:00Z
        """;

    // When
    ApiKey key = SERIALIZATION.unmarshal(yaml, ApiKey.class);

    // Then
    assertThat(key.getSpec().expiresAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(SERIALIZATION.convertValue(key, JsonNode.class))
        .isEqualTo(SERIALIZATION.unmarshal(yaml, JsonNode.class));
  }

  @Test
  void timesMayHaveAnOffset() {
    // When
    ApiKey key =
        SERIALIZATION.unmarshal(
            "kind: ApiKey\nspec: {notBefore: '2027-01-01T02:00:00.5+02:00'}", ApiKey.class);

    // Then
    assertThat(key.getSpec().notBefore()).isEqualTo(Instant.parse("2027-01-01T00:00:00.5Z"));
  }

  @Test
  void enumWordsAreWrittenAsTheyAreNamed() {
    // When
    LlmProvider provider =
        SERIALIZATION.unmarshal(
            "kind: LlmProvider\nspec: {protocol: OpenAIChat}", LlmProvider.class);

    // Then
    assertThat(provider.getSpec().protocol()).isEqualTo(ProviderProtocol.OpenAIChat);
    assertThat(SERIALIZATION.asJson(provider)).contains("\"protocol\":\"OpenAIChat\"");
  }
}
