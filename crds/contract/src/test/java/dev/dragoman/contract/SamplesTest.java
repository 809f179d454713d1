package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.samples.Samples;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

class SamplesTest {
  private static final List<String> NAMES = Samples.NAMES;
  private static final Path FOLDER = Path.of("src/test/resources/samples");
  private static final JsonMapper TREES = JsonMapper.builder().build();

  private static GatewayConfig config(String sample) {
    return ContractJson.read(Samples.json(sample), GatewayConfig.class);
  }

  @Test
  void everyFileIsASampleOfTheList() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.replace(".json", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names).containsExactlyElementsOf(NAMES);
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void whatIsReadIsWrittenAgain(String sample) {
    // When
    byte[] written = ContractJson.write(config(sample));

    // Then
    assertThat(TREES.readTree(written)).isEqualTo(TREES.readTree(Samples.json(sample)));
    assertThat(ContractJson.read(written, GatewayConfig.class)).isEqualTo(config(sample));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void shardsMakeTheSameConfiguration(String sample) {
    // When
    Shards shards = Shards.of(config(sample));

    // Then
    assertThat(shards.config(7)).isEqualTo(config(sample).sorted());
  }

  /** A digest that moves without an intended change publishes a generation to every fleet. */
  @Test
  void digestsStayAsTheyAre() throws IOException {
    // When
    Map<String, String> digests = new TreeMap<>();
    NAMES.forEach(name -> digests.put(name, Shards.of(config(name)).list().digest()));
    String lines =
        digests.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
            .collect(Collectors.joining());

    // Then
    Path golden = FOLDER.resolve("digests.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, lines);
    }
    assertThat(lines).isEqualTo(Files.readString(golden));
  }

  @Test
  void oneSampleSetsEveryField() {
    // Given
    Set<String> unset = new TreeSet<>();
    Set<String> set = new TreeSet<>();

    // When
    walk(config("every-field"), set, unset);
    unset.removeAll(set);

    // Then: a file of SQLite and DynamoDB exclude each other; a key's dates stand in "failover"
    assertThat(unset)
        .containsExactly(
            "DigestEntry.notAfter",
            "DigestEntry.notBefore",
            "KeyEntry.expiresAt",
            "KeyEntry.notBefore",
            "ProviderEntry.simulated",
            "StoreEntry.sqlitePath");
  }

  private static void walk(Object value, Set<String> set, Set<String> unset) {
    if (value instanceof List<?> items) {
      items.forEach(item -> walk(item, set, unset));
    } else if (value instanceof Record entry) {
      for (RecordComponent component : entry.getClass().getRecordComponents()) {
        Object part = read(component, entry);
        String name = entry.getClass().getSimpleName() + "." + component.getName();
        boolean empty =
            part == null
                || (part instanceof List<?> list && list.isEmpty())
                || (part instanceof Map<?, ?> map && map.isEmpty());
        (empty ? unset : set).add(name);
        if (!empty) {
          walk(part, set, unset);
        }
      }
    }
  }

  private static Object read(RecordComponent component, Record entry) {
    try {
      return component.getAccessor().invoke(entry);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
