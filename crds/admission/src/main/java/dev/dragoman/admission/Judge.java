package dev.dragoman.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges the objects of one definition, in the order of an API server. Thread-safe. */
final class Judge {
  private final ResourceDefinition definition;
  private final StructuralCheck structure;
  private final RuleCheck rules;

  Judge(ResourceDefinition definition) {
    this.definition = definition;
    this.structure = new StructuralCheck(definition.schema());
    this.rules = RuleCheck.of(definition.schema(), definition.kind());
  }

  /** Finds what is wrong with the rules before the first object. */
  void prepare() {
    rules.prepare();
  }

  Map<String, @Nullable Object> stored(Map<String, ?> object) {
    Map<String, @Nullable Object> copy = Trees.copyOf(object);
    MetadataDecoding.in(copy);
    UnknownFields.prune(copy, definition.schema());
    complete(copy, null);
    return copy;
  }

  Verdict judge(Map<String, ?> object, @Nullable Map<String, @Nullable Object> old) {
    Map<String, @Nullable Object> copy = Trees.copyOf(object);
    MetadataDecoding metadata = MetadataDecoding.in(copy);
    List<Violation> unknown = new ArrayList<>(metadata.unknown());
    unknown.addAll(UnknownFields.prune(copy, definition.schema()));
    complete(copy, old);
    if (!metadata.malformed().isEmpty()) {
      return new Verdict(copy, metadata.malformed(), false);
    }
    if (!unknown.isEmpty()) {
      return new Verdict(copy, unknown, false);
    }
    List<Violation> violations = new ArrayList<>(MetadataCheck.of(copy));
    violations.addAll(structure.of(copy));
    String replicasPath = definition.replicasPath();
    if (replicasPath != null) {
      violations.addAll(ScaleCheck.of(copy, replicasPath));
    }
    violations.addAll(ListCheck.of(copy, definition.schema()));
    boolean complete = violations.stream().noneMatch(fault -> fault.cause().blocksRules());
    if (complete) {
      violations.addAll(rules.of(copy, old));
    }
    return new Verdict(copy, violations, complete);
  }

  /** Status belongs to the controllers: writing an object leaves it as it was. */
  private void complete(
      Map<String, @Nullable Object> object, @Nullable Map<String, @Nullable Object> old) {
    if (definition.keepsStatusApart()) {
      object.remove("status");
      if (old != null && old.containsKey("status")) {
        object.put("status", Trees.copy(old.get("status")));
      }
    }
    Defaults.apply(object, definition.schema());
  }
}
