package dev.dragoman.admission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a Kubernetes API server (1.34) on one object, without a server: the same fields,
 * the same messages. Knows the schema of the object and nothing about other objects.
 *
 * <p>These things differ.
 *
 * <ul>
 *   <li>Rules may use standard CEL only, not the additions of Kubernetes.
 *   <li>An update is judged whole: an API server passes over old faults in fields that the update
 *       leaves alone, and over finalizers. That an update must keep name, namespace and uid, and
 *       what belongs to storage, as resourceVersion does, is not judged.
 *   <li>Metadata whose values have another type than their fields, {@link Cause#MALFORMED}, is
 *       refused by both. An API server stops at the first one with a line about its own source
 *       code, which for a time names no field ({@code json: cannot unmarshal number into Go struct
 *       field ObjectMeta.labels of type string}); here each one is named with its field, what was
 *       found and what to do.
 *   <li>A namespace is judged by the form that names of namespaces have. An API server never sees
 *       an object in a namespace of another form: there is none.
 *   <li>Where {@code generateName} makes a wrong name, that name ends with {@code xxxxx} in place
 *       of random letters.
 * </ul>
 *
 * <p>Thread-safe; a rule is compiled once.
 */
public final class Admission {
  private static final String FOLDER = "/META-INF/dragoman/crds/";
  private static final List<String> BUNDLED =
      List.of("apikeys", "llmgateways", "llmproviders", "llmquotas", "llmroutes");

  private final Map<String, ResourceDefinition> definitions = new HashMap<>();
  private final Map<String, Judge> judges = new ConcurrentHashMap<>();

  private Admission(List<ResourceDefinition> definitions) {
    for (ResourceDefinition definition : definitions) {
      this.definitions.put(keyOf(definition.apiVersion(), definition.kind()), definition);
    }
  }

  /** The judge of Dragoman's own kinds. Each is made ready by the first object that needs it. */
  public static Admission ofDragoman() {
    List<String> manifests = new ArrayList<>();
    for (String name : BUNDLED) {
      manifests.add(read(FOLDER + name + ".dragoman.dev.yaml"));
    }
    return new Admission(manifests.stream().map(ResourceDefinition::parse).toList());
  }

  /**
   * The judge of some kinds.
   *
   * @param manifests the CustomResourceDefinitions as YAML, one each
   * @throws IllegalArgumentException for a definition that cannot be judged as an API server would
   */
  public static Admission of(List<String> manifests) {
    Admission admission = new Admission(manifests.stream().map(ResourceDefinition::parse).toList());
    admission.definitions.keySet().forEach(key -> admission.judgeOf(key).prepare());
    return admission;
  }

  /** Whether objects of this kind can be judged. */
  public boolean knows(String apiVersion, String kind) {
    return definitions.containsKey(keyOf(apiVersion, kind));
  }

  /**
   * The verdict on a new object.
   *
   * @throws IllegalArgumentException for an object of a kind that is not known
   */
  public Verdict judge(Map<String, ?> object) {
    return judgeOf(object).judge(object, null);
  }

  /**
   * The verdict on a changed object.
   *
   * @param old the object before, as it is stored: {@link Verdict#object()} of its own verdict
   * @throws IllegalArgumentException for an object of a kind that is not known
   */
  public Verdict judge(Map<String, ?> object, Map<String, ?> old) {
    return judgeOf(object).judge(object, Trees.copyOf(old));
  }

  /**
   * What an API server would keep of an object when it is told to pass over unknown fields.
   *
   * @throws IllegalArgumentException for an object of a kind that is not known
   */
  public Map<String, @Nullable Object> stored(Map<String, ?> object) {
    return judgeOf(object).stored(object);
  }

  private Judge judgeOf(Map<String, ?> object) {
    return judgeOf(
        keyOf(String.valueOf(object.get("apiVersion")), String.valueOf(object.get("kind"))));
  }

  private Judge judgeOf(String key) {
    ResourceDefinition definition = definitions.get(key);
    if (definition == null) {
      throw new IllegalArgumentException("not a known kind: " + key);
    }
    return judges.computeIfAbsent(key, _ -> new Judge(definition));
  }

  private static String keyOf(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }

  private static String read(String resource) {
    try (InputStream in = Admission.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
