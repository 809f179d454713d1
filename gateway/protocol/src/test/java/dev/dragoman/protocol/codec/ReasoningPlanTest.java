package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.codec.ReasoningPlan.Form;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix and the constraints of protocols.md 2.6, on the rows of the shipped table. */
final class ReasoningPlanTest {
  private static final Families FAMILIES = Families.load();
  private static final FunctionTool TOOL = FunctionTool.of("f", null, null);

  private static Capabilities anthropic(String model) {
    return FAMILIES.of(ProtocolId.ANTHROPIC, model);
  }

  private static Capabilities chat(String model) {
    return FAMILIES.of(ProtocolId.OPENAI_CHAT, model);
  }

  private static ReasoningConfig effort(Effort effort) {
    Mode mode = effort == Effort.NONE ? Mode.OFF : Mode.EFFORT;
    return new ReasoningConfig(mode, effort, null, null, null, false, Extensions.NONE);
  }

  private static ReasoningConfig budget(int tokens) {
    return new ReasoningConfig(Mode.BUDGET, null, tokens, null, null, false, Extensions.NONE);
  }

  private static ReasoningConfig mode(Mode mode) {
    return new ReasoningConfig(mode, null, null, null, null, false, Extensions.NONE);
  }

  private static ChatRequest request(
      @Nullable ReasoningConfig reasoning,
      @Nullable Integer maxTokens,
      @Nullable ToolChoice choice,
      List<ToolDefinition> tools,
      Message... messages) {
    return new ChatRequest(
        "m",
        List.of(messages),
        List.of(),
        tools,
        choice,
        null,
        new Sampling(null, null, null, null, null, null, Map.of(), null, null),
        maxTokens,
        List.of(),
        reasoning,
        null,
        null,
        null,
        false,
        false,
        Identity.NONE,
        null,
        null,
        Extensions.NONE,
        SourcePaths.NEUTRAL);
  }

  private static ReasoningPlan plan(
      @Nullable ReasoningConfig reasoning, @Nullable Integer maxTokens, Capabilities capabilities) {
    ChatRequest request =
        request(reasoning, maxTokens, null, List.of(), Message.text(Role.USER, "hi"));
    return ReasoningPlan.of(request, request.messages(), capabilities);
  }

  private static ReasoningPlan forced(
      @Nullable ReasoningConfig reasoning, Capabilities capabilities) {
    ChatRequest request =
        request(
            reasoning,
            null,
            new ToolChoice.Required(),
            List.of(TOOL),
            Message.text(Role.USER, "hi"));
    return ReasoningPlan.of(request, request.messages(), capabilities);
  }

  @ParameterizedTest
  @CsvSource({
    "MINIMAL, low, true",
    "LOW, low, false",
    "MEDIUM, medium, false",
    "HIGH, high, false",
    "XHIGH, xhigh, false",
    "MAX, max, false"
  })
  void adaptiveModelsGetAnEffort(Effort asked, String sent, boolean warned) {
    // When
    ReasoningPlan plan = plan(effort(asked), null, anthropic("claude-opus-4-8"));

    // Then: protocols.md 2.6, matrix
    assertThat(plan.form()).isEqualTo(Form.ADAPTIVE);
    assertThat(plan.effortWord()).isEqualTo(sent);
    assertThat(plan.dropped().isEmpty()).isEqualTo(!warned);
  }

  @ParameterizedTest
  @CsvSource({
    "MINIMAL, 1024",
    "LOW, 2048",
    "MEDIUM, 8192",
    "HIGH, 16384",
    "XHIGH, 32768",
    "MAX, 48000"
  })
  void modelsOfBudgetsGetTokens(Effort asked, int tokens) {
    // When
    ReasoningPlan plan = plan(effort(asked), null, anthropic("claude-sonnet-4-5"));

    // Then: protocols.md 2.6, matrix
    assertThat(plan.form()).isEqualTo(Form.BUDGET);
    assertThat(plan.budgetTokens()).isEqualTo(tokens);
    assertThat(plan.effortWord()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "o3, MINIMAL, low",
    "gpt-5, MINIMAL, minimal",
    "gpt-5.1, MINIMAL, low",
    "gpt-5.2, XHIGH, xhigh",
    "gpt-5.2, MAX, xhigh",
    "o3, MAX, high",
    "gpt-5-pro, LOW, high"
  })
  void effortsAreThoseOfTheModel(String model, Effort asked, String sent) {
    assertThat(plan(effort(asked), null, chat(model)).effortWord()).isEqualTo(sent);
  }

  @Test
  @Tag("pitfall-85")
  void anEffortThatTheModelLacksBecomesTheNextLowerOneWithAWarning() {
    // Given
    Capabilities three =
        with(
            chat("any"),
            new ReasoningControls(
                Control.EFFORT,
                Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH),
                null,
                null,
                State.NONE,
                false));

    // When
    ReasoningPlan plan = plan(effort(Effort.XHIGH), null, three);

    // Then
    assertThat(plan.effortWord()).isEqualTo("high");
    assertThat(plan.dropped())
        .extracting(Dropped::reason)
        .containsExactly("the model has no effort xhigh; high was sent");
  }

  private static Capabilities with(Capabilities base, ReasoningControls controls) {
    return new Capabilities(
        base.flags(),
        base.sampling(),
        Capabilities.ReasoningUse.OPTIONAL,
        base.systemPlacement(),
        base.stopSequences(),
        base.maxTokensField(),
        base.maxOutput(),
        base.contextWindow(),
        controls);
  }

  @ParameterizedTest
  @CsvSource({"LOW, high", "MEDIUM, high", "HIGH, high", "XHIGH, max", "MAX, max"})
  void deepSeekIsSwitchedOnWithAnEffort(Effort asked, String sent) {
    // When
    ReasoningPlan plan = plan(effort(asked), null, chat("deepseek-v4-pro"));

    // Then: protocols.md 2.6, matrix
    assertThat(plan.form()).isEqualTo(Form.SWITCH);
    assertThat(plan.effortWord()).isEqualTo(sent);
  }

  @Test
  void deepSeekIsSwitchedOffBySayingSo() {
    assertThat(plan(mode(Mode.OFF), null, chat("deepseek-v4-pro")).form()).isEqualTo(Form.OFF);
  }

  @ParameterizedTest
  @CsvSource({
    "1, low",
    "1024, low",
    "4096, low",
    "4097, medium",
    "12288, medium",
    "24576, high",
    "49152, xhigh",
    "49153, max"
  })
  @Tag("pitfall-83")
  void aBudgetBecomesAnEffortWhereOnlyTheModelDecides(int tokens, String sent) {
    // When
    ReasoningPlan plan = plan(budget(tokens), 64_000, anthropic("claude-opus-4-8"));

    // Then: protocols.md 2.6, reverse table
    assertThat(plan.form()).isEqualTo(Form.ADAPTIVE);
    assertThat(plan.effortWord()).isEqualTo(sent);
  }

  @Test
  @Tag("pitfall-86")
  void aBudgetOfZeroIsOffAndNotAbsent() {
    assertThat(plan(budget(0), null, anthropic("claude-opus-4-8")).form()).isEqualTo(Form.OFF);
    assertThat(plan(budget(0), null, chat("deepseek-v4-pro")).form()).isEqualTo(Form.OFF);
    assertThat(plan(budget(0), null, anthropic("claude-sonnet-4-5")).form()).isEqualTo(Form.ABSENT);
  }

  @Test
  @Tag("pitfall-86")
  void effortNoneIsSentWhereItIsKnownAndElseTheLeastEffort() {
    // When
    ReasoningPlan known = plan(effort(Effort.NONE), null, chat("gpt-5.1"));
    ReasoningPlan unknown = plan(effort(Effort.NONE), null, chat("gpt-5"));

    // Then
    assertThat(known.form()).isEqualTo(Form.OFF);
    assertThat(unknown.effortWord()).isEqualTo("minimal");
    assertThat(unknown.dropped()).hasSize(1);
  }

  @Test
  void aBudgetOfMinusOneLeavesItToTheModel() {
    // When
    ReasoningPlan plan = plan(budget(-1), null, anthropic("claude-opus-4-8"));

    // Then: protocols.md 2.6, reverse table
    assertThat(plan.form()).isEqualTo(Form.ADAPTIVE);
    assertThat(plan.effortWord()).isNull();
  }

  @Test
  void anExplicitBudgetIsNotTouched() {
    // When: more than may be thought before an answer of that length
    ReasoningPlan plan = plan(budget(9_000), 8_000, anthropic("claude-sonnet-4-5"));

    // Then: protocols.md 2.6, constraints
    assertThat(plan.budgetTokens()).isEqualTo(9_000);
    assertThat(plan.dropped()).isEmpty();
  }

  @Test
  @Tag("pitfall-82")
  void aBudgetMadeOfAnEffortLeavesAQuarterToTheAnswer() {
    // When
    ReasoningPlan plan = plan(effort(Effort.HIGH), 10_001, anthropic("claude-sonnet-4-5"));

    // Then: floor(0.75 * 10001), litellm#38836
    assertThat(plan.budgetTokens()).isEqualTo(7_500);
  }

  @Test
  @Tag("pitfall-82")
  void whereTooLittleIsLeftNothingIsThought() {
    // When
    ReasoningPlan plan = plan(effort(Effort.LOW), 1_200, anthropic("claude-sonnet-4-5"));

    // Then
    assertThat(plan.form()).isEqualTo(Form.ABSENT);
    assertThat(plan.dropped()).extracting(Dropped::path).containsExactly("thinking");
  }

  @Test
  void withoutABoundTheAnswerGetsRoomBesideTheThought() {
    // Given
    Capabilities unknown =
        with(
            anthropic("unknown"),
            new ReasoningControls(Control.BUDGET, Set.of(), 1024, null, State.ANTHROPIC, false));

    // When
    ReasoningPlan plan = plan(effort(Effort.MEDIUM), null, unknown);

    // Then
    assertThat(plan.maxTokens()).isEqualTo(40_192);
  }

  @Test
  @Tag("pitfall-49")
  void aForcedToolPutsTheBudgetOut() {
    // When
    ReasoningPlan plan = forced(budget(4096), anthropic("claude-sonnet-4-5"));

    // Then: llm-exe#720, claude-code#19414
    assertThat(plan.form()).isEqualTo(Form.ABSENT);
    assertThat(plan.dropped()).hasSize(1);
  }

  @Test
  @Tag("pitfall-50")
  void aForcedToolSwitchesDeepSeekOffThoughNobodyAskedForThinking() {
    // When
    ReasoningPlan plan = forced(null, chat("deepseek-v4-pro"));

    // Then: it thinks unless it is told not to (DeepSeek-V3#1376)
    assertThat(plan.form()).isEqualTo(Form.OFF);
    assertThat(plan.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"gpt-5.4, true", "gpt-5.6-mini, true", "gpt-6, true", "gpt-5.2, false"})
  @Tag("pitfall-51")
  void toolsPutTheEffortOutFromGpt54On(String model, boolean out) {
    // Given: openai/openai-openapi#541, pipecat#4043
    ChatRequest request =
        request(effort(Effort.HIGH), null, null, List.of(TOOL), Message.text(Role.USER, "hi"));

    // When
    ReasoningPlan plan = ReasoningPlan.of(request, request.messages(), chat(model));

    // Then
    assertThat(plan.form()).isEqualTo(out ? Form.OFF : Form.EFFORT);
    assertThat(plan.dropped()).hasSize(out ? 1 : 0);
  }

  @Test
  @Tag("pitfall-87")
  void oneControlIsUsedWhateverTheClientSaid() {
    // Given: a budget and an effort
    ReasoningConfig both =
        new ReasoningConfig(Mode.BUDGET, Effort.LOW, 9_000, null, null, false, Extensions.NONE);
    Capabilities levels =
        with(
            chat("any"),
            new ReasoningControls(
                Control.LEVEL, Set.of(Effort.LOW, Effort.HIGH), null, null, State.GEMINI, false));

    // When
    ReasoningPlan plan = plan(both, null, levels);

    // Then
    assertThat(plan.effort()).isEqualTo(Effort.LOW);
    assertThat(plan.budgetTokens()).isNull();
  }

  @Test
  void aLoopWhoseThinkingIsLostGoesOnWithoutABudget() {
    // Given
    Message call =
        Message.of(Role.ASSISTANT, List.of(ToolCall.of("c", "f", JsonText.EMPTY_OBJECT)));
    Message thoughtful =
        Message.of(
            Role.ASSISTANT,
            List.of(Reasoning.of("hm"), ToolCall.of("c", "f", JsonText.EMPTY_OBJECT)));
    Message result = Message.of(Role.USER, List.of(ToolResult.of("c", "r")));
    Capabilities manual = anthropic("claude-sonnet-4-5");

    // When
    ChatRequest lost = request(budget(2048), 9_000, null, List.of(TOOL), call, result);
    ChatRequest kept = request(budget(2048), 9_000, null, List.of(TOOL), thoughtful, result);

    // Then: protocols.md 2.6, restoring
    assertThat(ReasoningPlan.of(lost, lost.messages(), manual).form()).isEqualTo(Form.ABSENT);
    assertThat(ReasoningPlan.of(kept, kept.messages(), manual).form()).isEqualTo(Form.BUDGET);
  }

  @Test
  void aTurnThatIsContinuedIsNotThoughtAbout() {
    // Given
    ChatRequest request =
        request(
            budget(2048),
            9_000,
            null,
            List.of(),
            Message.text(Role.USER, "hi"),
            Message.text(Role.ASSISTANT, "so"));

    // When
    ReasoningPlan plan =
        ReasoningPlan.of(request, request.messages(), anthropic("claude-sonnet-4-5"));

    // Then: protocols.md 2.6, constraints
    assertThat(plan.form()).isEqualTo(Form.ABSENT);
    assertThat(plan.dropped()).hasSize(1);
  }

  @Test
  void aModelThatAlwaysThinksSaysThatItCannotStop() {
    // When
    ReasoningPlan plan = plan(mode(Mode.OFF), null, anthropic("claude-fable-5"));

    // Then
    assertThat(plan.form()).isEqualTo(Form.ABSENT);
    assertThat(plan.dropped())
        .extracting(Dropped::reason)
        .containsExactly("the model always thinks");
  }

  @Test
  void offIsSilentWhereNothingIsThoughtAnyway() {
    // When
    ReasoningPlan off = plan(mode(Mode.OFF), null, chat("gpt-4o"));
    ReasoningPlan on = plan(effort(Effort.LOW), null, chat("gpt-4o"));

    // Then
    assertThat(off.dropped()).isEmpty();
    assertThat(on.form()).isEqualTo(Form.ABSENT);
    assertThat(on.dropped()).hasSize(1);
  }
}
