package dev.dragoman.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code cases} is a directory as a person writes it; {@code expected.txt} beside
 * its manifests holds what is served of it and what is said about the rest. {@code
 * -Dgolden.update=true} rewrites these files.
 */
class DirectoryCasesTest {
  private static final Path CASES =
      Path.of("src/test/resources/dev/dragoman/standalone/directory/cases");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENAI_KEY", "planted-openai", "UNRELATED", "planted-unrelated");

  @TempDir Path state;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void servesWhatIsWholeAndSaysWhyTheRestIsNot(String name) throws IOException {
    // Given
    Path directory = CASES.resolve(name);
    KeyMint mint = new KeyMint(new StateDirectory(state.resolve("state")), new SecureRandom());
    DirectoryService service = new DirectoryService(directory, null, ENVIRONMENT, mint);

    // When
    DirectoryService.Reading reading = service.first();
    String described = described(directory, reading);

    // Then
    Path expected = directory.resolve("expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, described);
    }
    assertThat(described).isEqualTo(Files.readString(expected));
    assertThat(described + reading).doesNotContain("planted");
  }

  private static String described(Path directory, DirectoryService.Reading reading) {
    GatewayConfig config = reading.configuration().config();
    List<String> lines = new ArrayList<>(List.of("serves " + config.gateway().name()));
    config.upstreamCidrs().forEach(cidr -> lines.add("  range " + cidr));
    config.providers().forEach(provider -> lines.add("  provider " + described(provider)));
    config.routes().forEach(route -> lines.add("  route " + described(route)));
    config.keys().forEach(key -> lines.add("  key " + described(key)));
    reading.fresh().keySet().forEach(name -> lines.add("  minted " + name));
    lines.add("says");
    for (String line : reading.findings().lines()) {
      lines.add("  " + line.replace(directory + "/", "").replace(directory.toString(), "DIR"));
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
        credential == null ? "without a key" : "with key " + credential.name());
  }

  private static String described(RouteEntry route) {
    List<String> targets = new ArrayList<>();
    for (BackendEntry backend : route.backends()) {
      targets.add(backend.provider() + "/" + backend.model() + "@" + backend.priority());
    }
    return route.name() + " " + route.models() + " to " + targets;
  }

  private static String described(KeyEntry key) {
    return key.name() + " " + key.routes() + " " + key.models();
  }
}
