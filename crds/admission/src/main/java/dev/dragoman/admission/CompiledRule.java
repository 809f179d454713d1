package dev.dragoman.admission;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule ready to run. Thread-safe.
 *
 * @param needsOld whether it compares with the value before, so that it is skipped when there is
 *     none
 */
record CompiledRule(Rule rule, CelRuntime.Program program, boolean needsOld) {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  /** Compiles the rules of one node; a rule that does not fit its type is a fault of the build. */
  static List<CompiledRule> compile(List<Rule> rules, CelType self, CelTypeProvider types) {
    if (rules.isEmpty()) {
      return List.of();
    }
    CelCompiler compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(types)
            .addVar("self", self)
            .addVar("oldSelf", self)
            .setResultType(SimpleType.BOOL)
            .build();
    return rules.stream().map(rule -> compile(rule, compiler)).toList();
  }

  private static CompiledRule compile(Rule rule, CelCompiler compiler) {
    try {
      CelAbstractSyntaxTree tree = compiler.compile(rule.expression()).getAst();
      boolean needsOld =
          CelNavigableAst.fromAst(tree)
              .getRoot()
              .allNodes()
              .anyMatch(node ->
                  node.getKind() == Kind.IDENT && node.expr().ident().name().equals("oldSelf"));
      return new CompiledRule(rule, RUNTIME.createProgram(tree), needsOld);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException("the rule " + rule.expression() + " is not valid", e);
    }
  }

  /** What is wrong with a value, null when nothing is. */
  @Nullable Violation judge(RuleInput input, FieldPath path, String type) {
    Object old = input.old();
    if (needsOld && old == null) {
      return null;
    }
    try {
      Map<String, Object> variables =
          old == null ? Map.of("self", input.self()) : Map.of("self", input.self(), "oldSelf", old);
      return Boolean.TRUE.equals(program.eval(variables)) ? null : rule.breach(path, type);
    } catch (CelEvaluationException e) {
      return Violation.of(
          path, Cause.INVALID, type, wordsOf(e) + " evaluating rule: " + rule.message());
    }
  }

  /** The one fault that values of a schema can bring about: text that is no duration. */
  private static String wordsOf(CelEvaluationException fault) {
    return fault.getErrorCode() == CelErrorCode.BAD_FORMAT
        ? "type conversion error from 'string' to 'google.protobuf.Duration'"
        : String.valueOf(fault.getMessage());
  }

  /**
   * The variables of a rule.
   *
   * @param old the value before, null when the object or the field is new
   */
  record RuleInput(Object self, @Nullable Object old) {}
}
