package dev.dragoman.admission;

import dev.dragoman.admission.CompiledRule.RuleInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a node and of all nodes below it. Compiling one takes milliseconds and most objects
 * touch few of them, so the rules of a node are compiled when the first value gets there.
 * Thread-safe.
 */
final class RuleCheck {
  private final Schema schema;
  private final Supplier<List<CompiledRule>> compiler;
  private volatile @Nullable List<CompiledRule> compiled;
  private final Map<String, RuleCheck> properties = new HashMap<>();
  private final @Nullable RuleCheck items;
  private final @Nullable RuleCheck values;

  private RuleCheck(Schema schema, String name, CelTypes types) {
    this.schema = schema;
    this.compiler = () -> CompiledRule.compile(schema.rules(), types.type(name), types);
    schema
        .properties()
        .forEach((field, node) -> {
          RuleCheck below = below(node, CelTypes.fieldOf(name, field), types);
          if (below != null) {
            properties.put(field, below);
          }
        });
    this.items = below(schema.items(), CelTypes.itemOf(name), types);
    this.values = below(schema.values(), CelTypes.valueOf(name), types);
  }

  static RuleCheck of(Schema schema, String kind) {
    return new RuleCheck(schema, kind, CelTypes.of(schema, kind));
  }

  private static @Nullable RuleCheck below(@Nullable Schema node, String name, CelTypes types) {
    if (node == null) {
      return null;
    }
    RuleCheck check = new RuleCheck(node, name, types);
    return check.isEmpty() ? null : check;
  }

  private boolean isEmpty() {
    return schema.rules().isEmpty() && properties.isEmpty() && items == null && values == null;
  }

  /** All breaches; the value before is null when the object is new. */
  List<Violation> of(@Nullable Object value, @Nullable Object old) {
    List<Violation> found = new ArrayList<>();
    visit(value, old, FieldPath.ROOT, found);
    return found;
  }

  private void visit(
      @Nullable Object value, @Nullable Object old, FieldPath path, List<Violation> found) {
    if (value == null) {
      return;
    }
    judge(value, old, path, found);
    if (value instanceof List<?>) {
      visitItems(Trees.listOf(value), Trees.listOf(old), path, found);
      return;
    }
    Map<String, @Nullable Object> oldFields = Trees.mapOf(old);
    Trees.mapOf(value)
        .forEach((name, child) -> {
          boolean named = schema.properties().containsKey(name);
          RuleCheck check = named ? properties.get(name) : values;
          if (check != null) {
            FieldPath at = named ? path.child(name) : path.key(name);
            check.visit(child, oldFields.get(name), at, found);
          }
        });
  }

  private void judge(Object value, @Nullable Object old, FieldPath path, List<Violation> found) {
    if (schema.rules().isEmpty()) {
      return;
    }
    Object self = CelTypes.convert(value, schema);
    RuleInput input = new RuleInput(self, old == null ? null : CelTypes.convert(old, schema));
    for (CompiledRule rule : compiled()) {
      Violation violation = rule.judge(input, path, schema.type());
      if (violation != null) {
        found.add(violation);
      }
    }
  }

  /** Compiles all rules now, so that one that is not valid is found. */
  void prepare() {
    compiled();
    properties.values().forEach(RuleCheck::prepare);
    if (items != null) {
      items.prepare();
    }
    if (values != null) {
      values.prepare();
    }
  }

  /** Two threads at once compile the same twice, which does no harm. */
  private List<CompiledRule> compiled() {
    List<CompiledRule> rules = compiled;
    if (rules == null) {
      rules = compiler.get();
      compiled = rules;
    }
    return rules;
  }

  /** Items of lists that are maps find their old selves by key; those of other lists have none. */
  private void visitItems(
      List<@Nullable Object> list,
      List<@Nullable Object> oldList,
      FieldPath path,
      List<Violation> found) {
    if (items == null) {
      return;
    }
    Map<Object, @Nullable Object> oldByKeys = new HashMap<>();
    if (schema.isListMap()) {
      oldList.forEach(item -> oldByKeys.put(ListCheck.keysOf(item, schema.mapKeys()), item));
    }
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      Object old = oldByKeys.get(ListCheck.keysOf(item, schema.mapKeys()));
      items.visit(item, schema.isListMap() ? old : null, path.index(i), found);
    }
  }
}
