package dev.dragoman.resources.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.dragoman.resources.Kinds;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The definitions of all kinds, made from the classes. */
public final class Definitions {
  /** The committed files, seen from this module. */
  public static final Path FOLDER = Path.of("..", "manifests");

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());
  private static final String HEADER =
      """
      # Generated from the classes of crds/resources; `mvn verify -Dgolden.update=true` rewrites it.
      # Too large for an annotation of every tool: kubectl apply --server-side -f crds/manifests
      """;

  private Definitions() {}

  /** Definitions by their name, complete, and as a reader of their files sees them. */
  public static SortedMap<String, ObjectNode> all() {
    SortedMap<String, ObjectNode> definitions = new TreeMap<>();
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      ObjectNode definition = generated(kind);
      new Completion(kind).complete(definition);
      definitions.put(Kinds.definition(kind), read(yaml(definition)));
    }
    return definitions;
  }

  /** The file of a definition. */
  public static Path file(String name) {
    return FOLDER.resolve(name + ".yaml");
  }

  /** The text of a file. */
  public static String yaml(ObjectNode definition) {
    try {
      return HEADER + YAML.writeValueAsString(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always printable", e);
    }
  }

  /** The definition that a file holds. */
  public static ObjectNode read(String yaml) {
    try {
      return YAML.readValue(yaml, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a definition", e);
    }
  }

  private static ObjectNode generated(Class<? extends CustomResource<?, ?>> kind) {
    Captured output = new Captured();
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .withParallelGenerationEnabled(false)
        .withOutput(output)
        .generate();
    return read(output.bytes.toString(StandardCharsets.UTF_8));
  }

  /** Keeps what the generator prints. */
  private static final class Captured implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return bytes;
    }

    @Override
    public void close() {}
  }
}
