package dev.dragoman.operator.gitops;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/** A health check as Flux runs it (fluxcd/pkg, runtime/cel; RFC 0009). */
record CelCheck(
    CelRuntime.Program inProgress, CelRuntime.Program failed, CelRuntime.Program current) {
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("metadata", SimpleType.DYN)
          .addVar("spec", SimpleType.DYN)
          .addVar("status", SimpleType.DYN)
          .setResultType(SimpleType.BOOL)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder().build();

  /** An answer of kstatus. */
  enum Health {
    InProgress,
    Failed,
    Current
  }

  /** The check of one entry of {@code healthCheckExprs}. */
  static CelCheck of(Map<String, String> entry)
      throws CelValidationException, CelEvaluationException {
    return new CelCheck(
        program(entry.getOrDefault("inProgress", "")),
        program(entry.getOrDefault("failed", "")),
        program(entry.getOrDefault("current", "")));
  }

  private static CelRuntime.Program program(String expression)
      throws CelValidationException, CelEvaluationException {
    return RUNTIME.createProgram(COMPILER.compile(expression).getAst());
  }

  /**
   * In the order of Flux: the generation first, then what is in progress, has failed, is current.
   */
  Health judge(Subject subject) throws CelEvaluationException {
    Object observed = subject.status().get("observedGeneration");
    if (observed != null && !observed.equals(subject.metadata().get("generation"))) {
      return Health.InProgress;
    }
    Map<String, Object> object = subject.json();
    if (holds(inProgress, object)) {
      return Health.InProgress;
    }
    if (holds(failed, object)) {
      return Health.Failed;
    }
    return holds(current, object) ? Health.Current : Health.InProgress;
  }

  private static boolean holds(CelRuntime.Program program, Map<String, ?> object)
      throws CelEvaluationException {
    return Boolean.TRUE.equals(program.eval(object));
  }
}
