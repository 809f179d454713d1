package dev.dragoman.fleet;

import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of an object (kubernetes.md 2.1). Resources alone do not tell whether a running
 * fleet has taken it: unless somebody who knows says so, that is {@code Unknown/Pending}.
 */
public final class ConditionsOf {
  private static final Set<Reason> NEEDS_AN_EDIT =
      Set.of(Reason.InvalidSpec, Reason.Conflicted, Reason.UnsupportedValue);
  private static final int LONGEST = 2048;

  private final Clock clock;

  public ConditionsOf(Clock clock) {
    this.clock = clock;
  }

  /**
   * The conditions of one object.
   *
   * @param before those that the object has; a condition whose status stays keeps its time
   */
  public List<Condition> of(Verdict verdict, List<Condition> before) {
    return of(verdict, Observed.NOTHING, before);
  }

  /**
   * The conditions of one object of a running fleet.
   *
   * @param before those that the object has; a condition whose status stays keeps its time
   */
  public List<Condition> of(Verdict verdict, Observed observed, List<Condition> before) {
    Facts accepted = accepted(verdict.problems());
    Facts resolved = resolved(verdict.problems());
    Facts programmed = programmed(verdict.id().kind(), accepted, observed);
    Facts ready = ready(verdict, List.of(accepted, resolved, programmed));
    List<Facts> all = new ArrayList<>(List.of(accepted, resolved));
    if (hasPods(verdict.id().kind())) {
      all.add(programmed);
    }
    all.add(ready);
    if (isMoving(ready, List.of(accepted, resolved))) {
      all.add(new Facts("Reconciling", ConditionStatus.True, ready.reason, ready.message));
    }
    verdict.problems().stream()
        .filter(problem -> NEEDS_AN_EDIT.contains(problem.reason()))
        .findFirst()
        .ifPresent(problem ->
            all.add(
                new Facts("Stalled", ConditionStatus.True, problem.reason(), problem.message())));
    all.addAll(observed.more());
    Instant now = clock.instant();
    return all.stream().map(facts -> facts.condition(verdict.generation(), before, now)).toList();
  }

  /** One condition without its times. */
  public record Facts(String type, ConditionStatus status, Reason reason, String message) {
    Condition condition(@Nullable Long generation, List<Condition> before, Instant now) {
      Instant since =
          before.stream()
              .filter(old -> old.type().equals(type) && old.status() == status)
              .map(Condition::lastTransitionTime)
              .findFirst()
              .orElse(now);
      String text = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
      return new Condition(type, status, generation, since, reason.name(), text);
    }
  }

  /**
   * What a running fleet tells of an object.
   *
   * @param programmed condition Programmed; null while nobody knows
   * @param more conditions that the object has besides
   */
  public record Observed(@Nullable Facts programmed, List<Facts> more) {
    public static final Observed NOTHING = new Observed(null, List.of());

    public Observed {
      more = List.copyOf(more);
    }
  }

  /** Nothing is wrong with the object, and what is asked for is on its way. */
  private static boolean isMoving(Facts ready, List<Facts> own) {
    return ready.status != ConditionStatus.True
        && ready.reason != Reason.Rejected
        && ready.reason != Reason.Conflicted
        && own.stream().allMatch(facts -> facts.status == ConditionStatus.True);
  }

  private static Facts accepted(List<Problem> problems) {
    List<Problem> refusing = problems.stream().filter(Problem::refuses).toList();
    if (!refusing.isEmpty()) {
      return refused("Accepted", refusing);
    }
    String lost =
        problems.stream()
            .filter(problem -> problem.reason() == Reason.Conflicted)
            .map(Problem::message)
            .collect(Collectors.joining("; "));
    return new Facts(
        "Accepted",
        ConditionStatus.True,
        Reason.Accepted,
        lost.isEmpty() ? "can be served" : "can be served, but " + lost);
  }

  private static Facts resolved(List<Problem> problems) {
    List<Problem> missing =
        problems.stream()
            .filter(problem ->
                switch (problem) {
                  case Problem.Unresolved _ -> true;
                  case Problem.Invalid _,
                      Problem.Unsupported _,
                      Problem.NotTaken _,
                      Problem.Inactive _,
                      Problem.Conflict _ ->
                      false;
                })
            .toList();
    return missing.isEmpty()
        ? new Facts(
            "ResolvedRefs",
            ConditionStatus.True,
            Reason.ResolvedRefs,
            "everything that it refers to is there and permitted")
        : refused("ResolvedRefs", missing);
  }

  private static Facts refused(String type, List<Problem> problems) {
    return new Facts(
        type,
        ConditionStatus.False,
        problems.getFirst().reason(),
        problems.stream().map(Problem::message).distinct().collect(Collectors.joining("; ")));
  }

  private static Facts programmed(Kind kind, Facts accepted, Observed observed) {
    if (!hasPods(kind)) {
      return new Facts("Programmed", ConditionStatus.True, Reason.Ready, "");
    }
    if (accepted.status == ConditionStatus.False) {
      return new Facts(
          "Programmed", ConditionStatus.False, Reason.Pending, "not part of any configuration");
    }
    return observed.programmed() == null
        ? new Facts(
            "Programmed",
            ConditionStatus.Unknown,
            Reason.Pending,
            "not known to be in force in any pod yet")
        : observed.programmed();
  }

  private static boolean hasPods(Kind kind) {
    return switch (kind) {
      case LlmProvider -> false;
      case LlmGateway, LlmRoute, ApiKey, LlmQuota -> true;
    };
  }

  /** True when all the others are; else the first that is not says why. */
  private static Facts ready(Verdict verdict, List<Facts> others) {
    for (ConditionStatus status : List.of(ConditionStatus.False, ConditionStatus.Unknown)) {
      for (Facts facts : others) {
        if (facts.status == status) {
          return new Facts("Ready", status, facts.reason, facts.message);
        }
      }
      for (Problem problem : verdict.problems()) {
        if (problem.reason() == Reason.Conflicted) {
          return new Facts("Ready", ConditionStatus.False, Reason.Conflicted, problem.message());
        }
      }
    }
    return new Facts("Ready", ConditionStatus.True, Reason.Ready, "in force");
  }
}
