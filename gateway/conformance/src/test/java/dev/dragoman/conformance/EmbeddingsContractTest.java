package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.dragoman.conformance.client.GeminiClientUnderTest;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.judge.GeminiJudge;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** openai-java, and Google's SDK, ask for embeddings of every upstream that makes some. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsContractTest {
  private static final String KEY = "client-key-of-embeddings-6bQ0vX7p";
  private static final String ACCESS_KEY = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final SignatureCheck SIGNED =
      new SignatureCheck(ACCESS_KEY, SECRET, "eu-west-1", "bedrock");

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private GatewayProcess gateway;
  private OpenAIClient client;

  /** Upstreams as their vendors spell them. */
  enum Maker {
    OPENAI(true, "/v1/embeddings") {
      @Override
      String answer(int vectors) {
        return openAi(vectors);
      }
    },
    AZURE(true, "/openai/v1/embeddings") {
      @Override
      String answer(int vectors) {
        return openAi(vectors);
      }
    },
    VLLM(true, "/v1/embeddings") {
      @Override
      String answer(int vectors) {
        return openAi(vectors);
      }
    },
    GEMINI(false, "/v1beta/models/gemini-embedding-001:batchEmbedContents") {
      @Override
      String answer(int vectors) {
        return "{\"embeddings\":["
            + String.join(",", Collections.nCopies(vectors, "{\"values\":[0.5,-0.25]}"))
            + "]}";
      }
    },
    TITAN(false, "/model/amazon.titan-embed-text-v2%3A0/invoke") {
      @Override
      String answer(int vectors) {
        return "{\"embedding\":[0.5,-0.25],\"inputTextTokenCount\":2}";
      }

      @Override
      int calls(int texts) {
        return texts;
      }
    },
    COHERE(false, "/model/eu.cohere.embed-v4%3A0/invoke") {
      @Override
      String answer(int vectors) {
        return "{\"embeddings\":["
            + String.join(",", Collections.nCopies(vectors, "[0.5,-0.25]"))
            + "],\"response_type\":\"embeddings_floats\"}";
      }
    };

    private final boolean ofOpenAi;
    private final String target;

    Maker(boolean ofOpenAi, String target) {
      this.ofOpenAi = ofOpenAi;
      this.target = target;
    }

    abstract String answer(int vectors);

    int calls(int texts) {
      return 1;
    }

    String model() {
      return "house-" + name().toLowerCase(Locale.ROOT);
    }

    private static String openAi(int vectors) {
      return IntStream.range(0, vectors)
          .mapToObj(
              i -> "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":\"AAAAPwAAgL4=\"}")
          .collect(
              Collectors.joining(
                  ",",
                  "{\"object\":\"list\",\"data\":[",
                  "],\"model\":\"m\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}"));
    }
  }

  private static String provider(String name, String dialect, String baseUrl) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmProvider
    metadata: {name: %s}
    spec:
      protocol: OpenAIChat
      dialect: %s
      baseUrl: %s
      allowInsecure: true
      auth: {type: SecretKey, secretRef: {name: openai, key: api-key}}
    """
        .formatted(name, dialect, baseUrl);
  }

  @BeforeAll
  void start(@TempDir Path home) throws InterruptedException {
    Manifests manifests =
        Manifests.in(home.resolve("manifests"))
            .secret("tester", KEY)
            .key("tester")
            .secret("openai", "provider-key")
            .secret("gemini", "provider-key")
            .secret("claude", "provider-key")
            .provider("openai", "OpenAIChat", upstream.url().resolve("/v1"))
            .provider("gemini", "Gemini", upstream.url())
            .provider("claude", "AnthropicMessages", upstream.url())
            .file("azure.yaml", provider("azure", "Azure", upstream.url().toString()))
            .file("vllm.yaml", provider("vllm", "VLLM", upstream.url() + "/v1"))
            .file("deepseek.yaml", provider("deepseek", "DeepSeek", upstream.url().toString()))
            .bedrock("bedrock", upstream.url(), ACCESS_KEY, SECRET)
            .route("house-openai", "openai", "text-embedding-3-small")
            .route("house-azure", "azure", "text-embedding-3-large")
            .route("house-vllm", "vllm", "\"BAAI/bge-m3\"")
            .route("house-gemini", "gemini", "gemini-embedding-001")
            .route("house-titan", "bedrock", "\"amazon.titan-embed-text-v2:0\"")
            .route("house-cohere", "bedrock", "\"eu.cohere.embed-v4:0\"")
            .route("house-deepseek", "deepseek", "deepseek-chat")
            .route("house-claude", "claude", "claude-sonnet-4-5");
    gateway = GatewayCommand.run(home).with(manifests.directory().toString()).start();
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.clients().resolve("/v1").toString())
            .apiKey(KEY)
            .maxRetries(0)
            .timeout(Duration.ofSeconds(30))
            .responseValidation(true)
            .build();
  }

  @BeforeEach
  void freshScript() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    client.close();
    gateway.close();
    upstream.close();
  }

  private void answers(Maker maker, int vectors) {
    for (int i = 0; i < maker.calls(vectors); i++) {
      upstream.then(Scenario.json(maker.answer(vectors)));
    }
  }

  private CreateEmbeddingResponse asked(Maker maker, EmbeddingCreateParams.Builder params) {
    CreateEmbeddingResponse answer =
        client.embeddings().create(params.model(maker.model()).build());
    Judge.EMBEDDING_RESPONSE.judge(answer).orFail("the answer", new byte[0]);
    assertThat(answer.model()).isEqualTo(maker.model());
    return answer;
  }

  /** What the upstream got is what its vendor takes. */
  private void accepted(Maker maker, int calls) {
    assertThat(upstream.exchanges()).hasSize(calls);
    for (ScriptedExchange seen : upstream.exchanges()) {
      assertThat(seen.target()).isEqualTo(maker.target);
      assertThat(seen.headers().toString()).doesNotContain(KEY);
      switch (maker) {
        case OPENAI, AZURE ->
            Judge.EMBEDDING_REQUEST.judge(seen.body()).orFail("the request", seen.body());
        case GEMINI -> GeminiJudge.embeddings(seen.body()).orFail("the request", seen.body());
        case VLLM -> {
          // The SDK knows OpenAI's own models alone.
        }
        case TITAN, COHERE -> assertThat(SIGNED.faults(seen)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneTextIsOneVector(Maker maker) {
    // Given
    answers(maker, 1);

    // When
    CreateEmbeddingResponse answer =
        asked(maker, EmbeddingCreateParams.builder().input("Good morning, Zoë 🌍"));

    // Then
    assertThat(answer.data().getFirst().embedding()).containsExactly(0.5f, -0.25f);
    assertThat(answer.usage().promptTokens()).isPositive();
    assertThat(answer.usage().totalTokens()).isEqualTo(answer.usage().promptTokens());
    accepted(maker, 1);
  }

  @ParameterizedTest
  @EnumSource
  void severalTextsAreSeveralVectorsInOrder(Maker maker) {
    // Given
    answers(maker, 3);

    // When
    CreateEmbeddingResponse answer =
        asked(
            maker,
            EmbeddingCreateParams.builder().inputOfArrayOfStrings(List.of("one", "two", "three")));

    // Then
    assertThat(answer.data()).extracting(vector -> vector.index()).containsExactly(0L, 1L, 2L);
    accepted(maker, maker.calls(3));
  }

  /** The SDK asks for base64 where nobody says otherwise; both spellings mean the same numbers. */
  @ParameterizedTest
  @EnumSource
  void bothSpellingsOfNumbersAreRead(Maker maker) {
    for (EncodingFormat format : List.of(EncodingFormat.FLOAT, EncodingFormat.BASE64)) {
      // Given
      upstream.reset();
      answers(maker, 1);

      // When
      CreateEmbeddingResponse answer =
          asked(maker, EmbeddingCreateParams.builder().input("a").encodingFormat(format));

      // Then
      assertThat(answer.data().getFirst().embedding()).containsExactly(0.5f, -0.25f);
      if (!maker.ofOpenAi) {
        assertThat(answer.data().getFirst().embeddingValue().isBase64())
            .isEqualTo(format.equals(EncodingFormat.BASE64));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLengthIsAskedForInTheWordsOfEach(Maker maker) {
    // Given
    answers(maker, 1);

    // When
    CreateEmbeddingResponse answer =
        asked(maker, EmbeddingCreateParams.builder().input("a").dimensions(256));

    // Then
    assertThat(answer.data()).hasSize(1);
    assertThat(upstream.exchanges().getFirst().bodyText())
        .contains(
            switch (maker) {
              case OPENAI, AZURE, VLLM, TITAN -> "\"dimensions\":256";
              case GEMINI -> "\"outputDimensionality\":256";
              case COHERE -> "\"output_dimension\":256";
            });
    accepted(maker, 1);
  }

  /** A vocabulary is a vendor's own. */
  @ParameterizedTest
  @EnumSource
  void tokensGoToThoseWhoSpeakAsOpenAi(Maker maker) {
    // Given
    EmbeddingCreateParams.Builder params =
        EmbeddingCreateParams.builder()
            .inputOfArrayOfTokenArrays(List.of(List.of(1L, 2L), List.of(3L)));
    if (maker.ofOpenAi) {
      answers(maker, 2);
      assertThat(asked(maker, params).data()).hasSize(2);
      accepted(maker, 1);
      return;
    }

    // When
    BadRequestException refusal =
        catchThrowableOfType(BadRequestException.class, () -> asked(maker, params));

    // Then
    assertThat(refusal.param()).hasValue("input[0]");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"house-deepseek", "house-claude"})
  void whoMakesNoneIsRefusedClearly(String model) {
    // When
    BadRequestException refusal =
        catchThrowableOfType(
            BadRequestException.class,
            () ->
                client
                    .embeddings()
                    .create(EmbeddingCreateParams.builder().model(model).input("a").build()));

    // Then
    assertThat(refusal.param()).hasValue("model");
    assertThat(refusal.getMessage()).contains("makes no embeddings");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theSdkOfGoogleGetsVectorsOfAll(Maker maker) {
    // Given
    answers(maker, 2);

    // When
    EmbedContentResponse answer;
    try (com.google.genai.Client google = GeminiClientUnderTest.connected(gateway.clients(), KEY)) {
      answer =
          google.models.embedContent(
              maker.model(),
              List.of("one", "two"),
              EmbedContentConfig.builder().outputDimensionality(256).build());
    }

    // Then
    assertThat(answer.embeddings().orElseThrow())
        .hasSize(2)
        .allSatisfy(
            vector -> assertThat(vector.values().orElseThrow()).containsExactly(0.5f, -0.25f));
    accepted(maker, maker.calls(2));
  }

  @Test
  void theTokensOfWhoTellsNoneAreMarkedAsAnEstimate() throws Exception {
    // Given
    answers(Maker.GEMINI, 1);

    // When
    HttpResponse<String> answer =
        new RawClient(gateway.clients(), KEY)
            .post("/v1/embeddings", "{\"model\":\"house-gemini\",\"input\":\"hello\"}");

    // Then
    assertThat(answer.headers().firstValue("x-dragoman-token-count")).hasValue("estimate");
  }
}
