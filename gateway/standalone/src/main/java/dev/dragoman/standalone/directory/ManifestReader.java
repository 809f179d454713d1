package dev.dragoman.standalone.directory;

import dev.dragoman.admission.Admission;
import dev.dragoman.admission.Cause;
import dev.dragoman.admission.Verdict;
import dev.dragoman.admission.Violation;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import dev.dragoman.standalone.yaml.YamlDocument;
import dev.dragoman.standalone.yaml.YamlDocuments;
import dev.dragoman.standalone.yaml.YamlFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a file, and judges those of Dragoman's own kinds as an API server would. */
final class ManifestReader {
  private static final String GROUP = "dragoman.dev/";
  private static final String API_VERSION = GROUP + "v1alpha1";
  private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::name).toList();
  private static final Set<String> FIELDS_OF_NAMESPACE =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");
  private static final String DEFAULT_NAMESPACE = "default";

  private final Admission admission;
  private final SecretReader secrets;

  ManifestReader(Admission admission, Map<String, String> environment) {
    this.admission = admission;
    this.secrets = new SecretReader(environment);
  }

  /**
   * Reads a file.
   *
   * @param text as it stands on disk
   * @param yaml the same without what is not YAML
   */
  ManifestFile read(String name, String text, String yaml) {
    YamlFile file = YamlDocuments.read(name, yaml);
    List<Manifest> manifests =
        file.documents().stream().flatMap(this::expanded).map(this::manifest).toList();
    return new ManifestFile(name, text, manifests, file.problems(), file.whole());
  }

  /** A {@code v1 List}, as {@code kubectl get -o yaml} prints it, stands for its items. */
  private Stream<YamlDocument> expanded(YamlDocument document) {
    boolean list =
        "v1".equals(document.tree().get("apiVersion"))
            && "List".equals(document.tree().get("kind"));
    return list ? document.items().stream() : Stream.of(document);
  }

  private Manifest manifest(YamlDocument document) {
    String apiVersion = textOf(document.tree().get("apiVersion"));
    String kind = textOf(document.tree().get("kind"));
    if (apiVersion == null || kind == null) {
      return refused(
          document, null, document.at(apiVersion == null ? "apiVersion" : "kind"), "is required");
    }
    if (apiVersion.startsWith(GROUP) || (KINDS.contains(kind) && isSlipOfGroup(apiVersion))) {
      return own(document, apiVersion, kind);
    }
    return switch (apiVersion + " " + kind) {
      case "v1 Secret" -> named(document, kind, key -> secrets.read(document, key));
      case "v1 Namespace" -> named(document, kind, key -> namespace(document, key));
      default -> Manifest.Foreign.in(document);
    };
  }

  /**
   * Other software has kinds of these names too; without a group, or with one that is near, it is
   * ours.
   */
  private static boolean isSlipOfGroup(String apiVersion) {
    int end = apiVersion.indexOf('/');
    return end < 0 || !Nearest.hint(apiVersion.substring(0, end + 1), List.of(GROUP)).isEmpty();
  }

  private Manifest own(YamlDocument document, String apiVersion, String kind) {
    if (!admission.knows(apiVersion, kind)) {
      boolean known = KINDS.contains(kind);
      return refused(
          document,
          null,
          document.at(known ? "apiVersion" : "kind"),
          known
              ? "no " + kind + " in " + apiVersion + "; write " + API_VERSION
              : "no kind " + kind + " in " + apiVersion + Nearest.hint(kind, KINDS));
    }
    return named(document, kind, key -> judged(document, key));
  }

  /** An object of a kind that counts; one that is not clear in itself is refused. */
  private static Manifest named(
      YamlDocument document, String kind, Function<ManifestKey, Manifest> read) {
    ManifestKey key = keyOf(document, kind);
    if (key == null) {
      return refused(document, null, document.at("metadata.name"), "is required");
    }
    return document.problems().isEmpty()
        ? read.apply(key)
        : new Manifest.Refused(document.start(), key, document.problems());
  }

  private Manifest judged(YamlDocument document, ManifestKey key) {
    Verdict verdict = admission.judge(document.tree());
    if (!verdict.accepted()) {
      return new Manifest.Refused(
          document.start(),
          key,
          verdict.violations().stream().map(violation -> problem(document, violation)).toList());
    }
    return new Manifest.Resource(
        document.start(), key, ResourceObjects.objectOf(key, verdict.object()), verdict.object());
  }

  /** An API server's own line, with the place before it. */
  static Problem problem(YamlDocument document, Violation violation) {
    Place place = document.at(violation.field());
    boolean saysField = violation.cause() == Cause.UNKNOWN_FIELD;
    return new Place(place.file(), place.line(), saysField ? "" : place.path())
        .problem(violation.message());
  }

  /** Fields that an API server would not know, in its own words. */
  static List<Problem> unknownFields(YamlDocument document, Set<String> known) {
    return document.tree().keySet().stream()
        .filter(name -> !known.contains(name))
        .map(name -> document.at(name))
        .map(at ->
            new Place(at.file(), at.line(), "").problem("unknown field \"" + at.path() + "\""))
        .toList();
  }

  private static Manifest namespace(YamlDocument document, ManifestKey key) {
    List<Problem> unknown = unknownFields(document, FIELDS_OF_NAMESPACE);
    if (!unknown.isEmpty()) {
      return new Manifest.Refused(document.start(), key, unknown);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    mapOf(mapOf(document.tree().get("metadata")).get("labels"))
        .forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
    return new Manifest.Namespace(document.start(), key, labels);
  }

  private static @Nullable ManifestKey keyOf(YamlDocument document, String kind) {
    Map<?, ?> metadata = mapOf(document.tree().get("metadata"));
    String name = textOf(metadata.get("name"));
    String namespace = textOf(metadata.get("namespace"));
    boolean inNamespace = !kind.equals("Namespace");
    return name == null
        ? null
        : new ManifestKey(
            kind,
            new ObjectName(
                inNamespace ? (namespace == null ? DEFAULT_NAMESPACE : namespace) : "", name));
  }

  private static Manifest refused(
      YamlDocument document, @Nullable ManifestKey key, Place place, String reason) {
    List<Problem> problems =
        Stream.concat(document.problems().stream(), Stream.of(place.problem(reason))).toList();
    return new Manifest.Refused(document.start(), key, problems);
  }

  static Map<?, ?> mapOf(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static @Nullable String textOf(@Nullable Object value) {
    return value instanceof String text && !text.isEmpty() ? text : null;
  }
}
