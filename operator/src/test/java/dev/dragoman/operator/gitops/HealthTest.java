package dev.dragoman.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.fleet.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Argo CD and Flux make of every state that an object can be in. */
class HealthTest {
  /**
   * Each reason where the operator says it, beside the conditions that come with it, and the
   * answers that follow from charts/dragoman/gitops/README.md.
   */
  private static final String TABLE =
      """
      Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs Programmed=True/Programmed Ready=True/Ready | Healthy | Current
      Ready=True/Ready Available=True/Available                 | Healthy     | Current
      Ready=True/Ready Available=False/NoReadyPods              | Healthy     | Current
      Ready=True/Ready Degraded=True/Degraded                   | Healthy     | Current
      Ready=True/Ready StoreChanging=True/StoreChanging         | Healthy     | Current
      Ready=True/Ready BudgetExceeded=True/BudgetExceeded       | Healthy     | Current
      Ready=True/Ready Expiring=True/Expiring                   | Healthy     | Current
      Ready=Unknown/Pending Reconciling=True/Pending            | Progressing | InProgress
      Ready=False/Pending Reconciling=True/Pending              | Progressing | InProgress
      Ready=False/Pending                                       | Progressing | InProgress
      Ready=False/Propagating Reconciling=True/Propagating      | Progressing | InProgress
      Ready=Unknown/Propagating Reconciling=True/Propagating    | Progressing | InProgress
      Ready=False/NoReadyPods Reconciling=True/NoReadyPods      | Progressing | InProgress
      Ready=False/StoreUnavailable Reconciling=True/StoreUnavailable | Progressing | InProgress
      Ready=Unknown/Error                                       | Progressing | InProgress
      Ready=False/Disabled                                      | Suspended   | Current
      Ready=False/Suspended                                     | Suspended   | Current
      Ready=False/Revoked                                       | Suspended   | Current
      Ready=False/InvalidSpec Stalled=True/InvalidSpec          | Degraded    | Failed
      Ready=False/UnsupportedValue Stalled=True/UnsupportedValue | Degraded   | Failed
      Ready=False/Conflicted Stalled=True/Conflicted            | Degraded    | Failed
      Ready=False/Propagating Reconciling=True/Propagating Stalled=True/Conflicted | Progressing | InProgress
      Ready=False/Disabled Stalled=True/InvalidSpec             | Degraded    | Failed
      Ready=False/Pending SecretConflict=True/SecretConflict    | Degraded    | Failed
      Ready=False/NotAllowedByParent                            | Degraded    | Failed
      Ready=False/NoMatchingParent                              | Degraded    | Failed
      Ready=False/GatewayNotFound                               | Degraded    | Failed
      Ready=False/ProviderNotFound                              | Degraded    | Failed
      Ready=False/RouteNotFound                                 | Degraded    | Failed
      Ready=False/QuotaNotFound                                 | Degraded    | Failed
      Ready=False/SecretNotFound                                | Degraded    | Failed
      Ready=False/SecretKeyMissing                              | Degraded    | Failed
      Ready=False/RefNotPermitted                               | Degraded    | Failed
      Ready=False/PriceMissing                                  | Degraded    | Failed
      Ready=False/Rejected                                      | Degraded    | Failed
      Accepted=True/Accepted                                    | Progressing | InProgress
      """;

  /** One line of the table. */
  record Case(String conditions, String argo, CelCheck.Health flux) {
    static Case of(String line) {
      String[] cells = line.split("\\|", -1);
      return new Case(
          cells[0].strip(), cells[1].strip(), CelCheck.Health.valueOf(cells[2].strip()));
    }

    List<Map<String, Object>> parsed() {
      return Stream.of(conditions.split(" ")).map(Case::condition).toList();
    }

    private static Map<String, Object> condition(String text) {
      String[] parts = text.split("[=/]", -1);
      return Map.of("type", parts[0], "status", parts[1], "reason", parts[2], "message", "why");
    }
  }

  static List<Case> cases() {
    return TABLE.lines().map(Case::of).toList();
  }

  private static Subject ready() {
    return seen("Ready=True/Ready");
  }

  private static Subject seen(String conditions) {
    return Subject.with(new Case(conditions, "", CelCheck.Health.Current).parsed());
  }

  private static void bothAnswer(Subject subject, String argo, CelCheck.Health flux)
      throws Exception {
    for (String kind : GitOpsFiles.kinds()) {
      assertThat(GitOpsFiles.argoCheck(kind).judge(subject.json()).status())
          .as("Argo CD, " + kind)
          .isEqualTo(argo);
      assertThat(GitOpsFiles.fluxCheck(kind).judge(subject)).as("Flux, " + kind).isEqualTo(flux);
    }
  }

  @Test
  void everyKindIsKnownToBoth() throws Exception {
    assertThat(GitOpsFiles.argoChecks().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    GitOpsFiles.kinds().stream().map("dragoman.dev_"::concat),
                    Stream.of("argoproj.io_Application"))
                .toList());
    assertThat(GitOpsFiles.fluxChecks().keySet())
        .containsExactlyInAnyOrderElementsOf(
            GitOpsFiles.kinds().stream().map("dragoman.dev/v1alpha1/"::concat).toList());
  }

  @Test
  @Tag("requirement-23")
  void theTableHasEveryReason() {
    Set<Reason> reasons =
        cases().stream()
            .flatMap(one -> one.parsed().stream())
            .map(condition -> Reason.valueOf(String.valueOf(condition.get("reason"))))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
    assertThat(reasons).containsExactlyInAnyOrder(Reason.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyReasonHasItsAnswer(Case one) throws Exception {
    bothAnswer(Subject.with(one.parsed()), one.argo(), one.flux());
  }

  /** No reason, known or not, makes an object done by itself. */
  @ParameterizedTest
  @EnumSource(Reason.class)
  void whatIsNotReadyIsHealthyForNobody(Reason reason) throws Exception {
    for (String kind : GitOpsFiles.kinds()) {
      assertThat(GitOpsFiles.argoCheck(kind).judge(seen("Ready=False/" + reason).json()).status())
          .isNotEqualTo("Healthy");
    }
  }

  @Test
  void aReasonOfALaterVersionIsDegraded() throws Exception {
    bothAnswer(seen("Ready=False/Novel"), "Degraded", CelCheck.Health.Failed);
  }

  @Test
  @Tag("requirement-13")
  void anObjectThatNobodySawIsInProgress() throws Exception {
    // Given: the status that the definitions give a fresh object
    Subject fresh = ready();
    fresh.status().clear();
    fresh.status().put("observedGeneration", -1L);

    // Then
    bothAnswer(fresh, "Progressing", CelCheck.Health.InProgress);
  }

  @Test
  @Tag("requirement-14")
  void anEditIsInProgressUntilItIsSeen() throws Exception {
    Subject edited = ready();
    edited.metadata().put("generation", 4L);
    bothAnswer(edited, "Progressing", CelCheck.Health.InProgress);
  }

  @Test
  void whatIsBeingDeletedIsInProgress() throws Exception {
    Subject leaving = ready();
    leaving.metadata().put("deletionTimestamp", "2026-01-01T00:00:00Z");
    bothAnswer(leaving, "Progressing", CelCheck.Health.InProgress);
  }

  @Test
  void argoSaysWhy() throws Exception {
    assertThat(
            GitOpsFiles.argoCheck("LlmProvider")
                .judge(seen("Ready=False/SecretNotFound").json())
                .message())
        .isEqualTo("SecretNotFound: why");
  }

  @Test
  void anApplicationHasTheHealthThatArgoGaveIt() throws Exception {
    LuaCheck check =
        Objects.requireNonNull(GitOpsFiles.argoChecks().get("argoproj.io_Application"));
    assertThat(check.judge(Map.of("metadata", Map.of())).status()).isEqualTo("Progressing");
    assertThat(
            check.judge(Map.of("status", Map.of("health", Map.of("status", "Degraded")))).status())
        .isEqualTo("Degraded");
  }
}
