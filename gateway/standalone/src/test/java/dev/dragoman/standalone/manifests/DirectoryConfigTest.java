package dev.dragoman.standalone.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each folder of {@code cases} is a directory as a person writes it; {@code expected.txt} beside
 * its manifests holds what is served of it and what is said about the rest. {@code
 * -Dgolden.update=true} rewrites these files.
 */
class DirectoryConfigTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_KEY", "planted-openai", "UNRELATED", "planted-unrelated");
  private static final String EXPECTED = "expected.txt";

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> servesWhatIsWholeAndSaysWhyTheRestIsNot() throws Exception {
    try (Stream<Path> cases = Files.list(cases())) {
      return cases.sorted().toList().stream()
          .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }
  }

  private static void check(Path directory) throws IOException {
    // Given
    String gateway = directory.endsWith("gateways") ? "main" : null;
    DirectoryConfig config = DirectoryConfig.read(directory, gateway, ENVIRONMENT);

    // When
    String described = described(directory, config.plan(minted(config)));

    // Then
    if (Boolean.getBoolean("golden.update")) {
      Path sources = Path.of("src/test/resources/dev/dragoman/standalone/manifests/cases");
      Files.writeString(
          sources.resolve(cases().relativize(directory)).resolve(EXPECTED), described);
    } else {
      assertThat(described).isEqualTo(Files.readString(directory.resolve(EXPECTED)));
    }
    assertThat(described).doesNotContain("planted");
  }

  private static Map<String, StoredKey> minted(DirectoryConfig config) {
    Map<String, StoredKey> keys = new TreeMap<>();
    for (String name : config.keysToMint()) {
      keys.put(name, new StoredKey(name, "aaaabbbbcccc", "00".repeat(32)));
    }
    return keys;
  }

  private static String described(Path directory, Plan plan) {
    GatewayConfig config = plan.configuration().config();
    List<String> lines = new ArrayList<>(List.of("serves"));
    config.upstreamCidrs().forEach(cidr -> lines.add("  range " + cidr));
    config.providers().forEach(provider -> lines.add("  provider " + described(provider)));
    config.routes().forEach(route -> lines.add("  route " + described(route)));
    config.keys().forEach(key -> lines.add("  key " + described(key)));
    lines.add("says");
    for (String notice : plan.notices()) {
      lines.add("  " + notice.replace(directory + "/", "").replace(directory.toString(), "DIR"));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String described(ProviderEntry provider) {
    CredentialRef credential = provider.auth().credential();
    return String.join(
        " ",
        provider.name(),
        provider.protocol().name(),
        String.valueOf(provider.baseUrl()),
        credential == null ? "without a key" : "with key " + credential.name(),
        provider.models().toString(),
        String.valueOf(provider.simulated()));
  }

  private static String described(RouteEntry route) {
    BackendEntry backend = route.backends().getFirst();
    return String.join(
        " ",
        route.name(),
        route.models().toString(),
        route.listed() ? "listed" : "hidden",
        "to " + backend.provider() + " " + backend.model(),
        backend.timeouts().toString());
  }

  private static String described(KeyEntry key) {
    return String.join(
        " ", key.name(), key.keyId(), key.routes().toString(), key.models().toString());
  }

  private static Path cases() {
    try {
      return Path.of(
          Objects.requireNonNull(DirectoryConfigTest.class.getResource("cases")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void credentialsTravelBesideTheConfigurationWithoutTheirTrailingNewline() {
    // Given
    DirectoryConfig config = DirectoryConfig.read(cases().resolve("whole"), null, ENVIRONMENT);

    // When
    Plan plan = config.plan(minted(config));

    // Then
    assertThat(plan.configuration().credentials())
        .containsOnly(
            Map.entry(new CredentialRef("default/vendors/openai"), "planted-openai"),
            Map.entry(new CredentialRef("default/claude/api-key"), "planted-claude"));
    assertThat(plan.configuration().config().keys())
        .filteredOn(key -> key.name().equals("default/robot"))
        .singleElement()
        .satisfies(key -> {
          assertThat(key.keyId()).isEqualTo(KeyText.keyIdOf("planted-robot"));
          assertThat(key.digests())
              .containsExactly(DigestEntry.of(KeyText.digestOf("planted-robot")));
        });
    assertThat(config + plan.toString() + plan.configuration().config()).doesNotContain("planted");
  }

  @Test
  void onlyKeysWithoutASecretAreMinted() {
    // Given
    DirectoryConfig whole = DirectoryConfig.read(cases().resolve("whole"), null, ENVIRONMENT);
    DirectoryConfig shared = DirectoryConfig.read(cases().resolve("gateways"), "main", ENVIRONMENT);

    // When // Then
    assertThat(whole.keysToMint()).containsExactly("default/person");
    assertThat(shared.keysToMint()).containsExactly("default/here");
  }

  @Test
  void severalGatewaysNeedAChoice() {
    assertThatThrownBy(() -> DirectoryConfig.read(cases().resolve("gateways"), null, ENVIRONMENT))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "--gateway: the directory holds several LlmGateways; choose one of default/main,"
                + " default/other");
  }

  @Test
  void aGatewayThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> DirectoryConfig.read(cases().resolve("gateways"), "mian", ENVIRONMENT))
        .hasMessage(
            "--gateway: there is no LlmGateway of this name; did you mean main?"
                + "; known: default/main, default/other");
    assertThatThrownBy(() -> DirectoryConfig.read(cases().resolve("whole"), "main", ENVIRONMENT))
        .hasMessage("--gateway: the directory holds no LlmGateway; leave the option out");
  }

  @Test
  void aDirectoryThatIsNotThereIsRefused() {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> DirectoryConfig.read(absent, null, Map.of()))
        .isInstanceOfSatisfying(
            StartRefused.class, refused -> assertThat(refused.exitCode()).isEqualTo(2))
        .hasMessage(absent + ": there is no such directory");
  }

  @Test
  void aFileInsteadOfADirectoryIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("one.yaml"), "kind: x");
    assertThatThrownBy(() -> DirectoryConfig.read(file, null, Map.of()))
        .hasMessage(file + ": not a directory; name the directory that holds the manifests");
  }

  @Test
  void aDirectoryWithoutManifestsIsRefused() throws IOException {
    assertThatThrownBy(() -> DirectoryConfig.read(directory, null, Map.of()))
        .hasMessageStartingWith(directory + ": no manifest in this directory; put *.yaml");
    Files.writeString(directory.resolve("other.yaml"), "apiVersion: apps/v1\nkind: Deployment\n");
    assertThatThrownBy(() -> DirectoryConfig.read(directory, null, Map.of()))
        .hasMessageStartingWith(directory + ": no manifest of Dragoman in this directory");
  }

  @Test
  void anUnreadableDirectoryIsRefused() throws IOException {
    // Given
    Path locked = Files.createDirectory(directory.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(locked)).as("root reads everything").isFalse();

    // When // Then
    assertThatThrownBy(() -> DirectoryConfig.read(locked, null, Map.of()))
        .hasMessage(locked + ": the directory cannot be read; give this user the right to read it");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void filesThatAreNotTextAreReported() throws IOException {
    // Given
    Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    Files.writeString(directory.resolve("nul.yaml"), "a: b\nc: \0\n");

    // When
    Plan plan = DirectoryConfig.read(directory, null, Map.of()).plan(Map.of());

    // Then
    assertThat(plan.notices())
        .contains(
            directory + "/latin.yaml:1: not UTF-8 text",
            directory + "/nul.yaml:2: not valid YAML: a character that is not text");
  }
}
