package dev.dragoman.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names, labels, annotations, owners and finalizers, once the metadata has been decoded. */
final class MetadataCheck {
  private static final FieldPath METADATA = FieldPath.ROOT.child("metadata");
  private static final int MAX_ANNOTATIONS = 256 * 1024;
  private static final int MAX_GENERATED_BASE = 58;

  /** In place of the random letters that an API server appends. */
  private static final String RANDOM_END = "xxxxx";

  private final Map<String, @Nullable Object> metadata;
  private final List<Violation> found = new ArrayList<>();

  private MetadataCheck(Map<String, @Nullable Object> metadata) {
    this.metadata = metadata;
  }

  /** What is wrong with the metadata of this object, which is not malformed. */
  static List<Violation> of(Map<String, @Nullable Object> object) {
    MetadataCheck check = new MetadataCheck(Trees.mapOf(object.get("metadata")));
    check.names();
    check.labels();
    check.annotations();
    check.found.addAll(
        OwnerCheck.of(
            METADATA.child("ownerReferences"),
            Trees.listOf(check.metadata.get("ownerReferences"))));
    check.finalizers();
    return check.found;
  }

  private void names() {
    String name = text("name");
    String base = text("generateName");
    if (!base.isEmpty()) {
      judge("generateName", base, text -> NameRules.subdomain(withoutDash(text)));
    }
    if (!name.isEmpty()) {
      judge("name", name, NameRules::subdomain);
    } else if (!base.isEmpty()) {
      judge("name", generated(base), NameRules::subdomain);
    } else {
      found.add(
          Violation.bare(
              METADATA.child("name"), Cause.REQUIRED, "name or generateName is required"));
    }
    if (!text("namespace").isEmpty()) {
      judge("namespace", text("namespace"), NameRules::label);
    }
  }

  /** The start of a name may end with a dash, for which, and the letter before, an a is taken. */
  private static String withoutDash(String base) {
    return base.length() > 1 && base.endsWith("-")
        ? base.substring(0, base.length() - 2) + "a"
        : base;
  }

  private static String generated(String base) {
    return base.substring(0, Math.min(base.length(), MAX_GENERATED_BASE)) + RANDOM_END;
  }

  private void labels() {
    Trees.mapOf(metadata.get("labels"))
        .forEach((key, value) -> {
          judge("labels", key, NameRules::qualified);
          judge("labels", String.valueOf(value), NameRules::labelValue);
        });
  }

  /** Keys may have capital letters in every part. */
  private void annotations() {
    long size = 0;
    for (var entry : Trees.mapOf(metadata.get("annotations")).entrySet()) {
      String key = entry.getKey();
      judge("annotations", key, text -> NameRules.qualified(text.toLowerCase(Locale.ROOT)));
      size += NameRules.bytes(key) + NameRules.bytes(String.valueOf(entry.getValue()));
    }
    if (size > MAX_ANNOTATIONS) {
      found.add(
          Violation.bare(
              METADATA.child("annotations"),
              Cause.TOO_LONG,
              "may not be more than " + MAX_ANNOTATIONS + " bytes"));
    }
  }

  private void finalizers() {
    List<@Nullable Object> finalizers = Trees.listOf(metadata.get("finalizers"));
    finalizers.forEach(
        finalizer -> judge("finalizers", String.valueOf(finalizer), NameRules::qualified));
    if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
      found.add(
          Violation.of(
              METADATA.child("finalizers"),
              Cause.INVALID,
              finalizers,
              "finalizer orphan and foregroundDeletion cannot be both set"));
    }
  }

  private void judge(String field, String text, Function<String, List<String>> rule) {
    for (String fault : rule.apply(text)) {
      found.add(Violation.of(METADATA.child(field), Cause.INVALID, text, fault));
    }
  }

  private String text(String field) {
    return metadata.get(field) instanceof String text ? text : "";
  }
}
