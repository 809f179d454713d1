package dev.dragoman.standalone.directory;

import static dev.dragoman.standalone.directory.DirectoryManifests.PROVIDER;
import static dev.dragoman.standalone.directory.DirectoryManifests.models;
import static dev.dragoman.standalone.directory.DirectoryManifests.providerWithSecret;
import static dev.dragoman.standalone.directory.DirectoryManifests.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.standalone.directory.DirectoryService.Reading;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a directory that changes. */
class DirectoryServiceTest {
  @TempDir Path home;
  private Path directory = Path.of("");

  @BeforeEach
  void provider() throws IOException {
    directory = Files.createDirectory(home.resolve("manifests"));
    write("provider.yaml", PROVIDER);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private DirectoryService service() {
    return service(null);
  }

  private DirectoryService service(@Nullable String gateway) {
    KeyMint mint = new KeyMint(new StateDirectory(home.resolve("state")), new SecureRandom());
    return new DirectoryService(
        directory, gateway, Map.of("TOKEN", "planted-token", "NEWLINE", "planted-line\n"), mint);
  }

  private static String key(String name, String more) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: ApiKey
    metadata: {name: %s}
    spec: {gatewayRef: {name: main}, routes: [{name: "*"}], models: ["*"]%s}
    """
        .formatted(name, more);
  }

  private static String gateway(String name) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmGateway
    metadata: {name: %s}
    spec: {}
    """
        .formatted(name);
  }

  private static Reading next(DirectoryService service) {
    return service.next().orElseThrow();
  }

  @Test
  void anUnchangedDirectoryIsNoNews() throws IOException {
    DirectoryService service = service();
    write("a.yaml", route("a", "a"));
    service.first();
    assertThat(service.next()).isEmpty();
  }

  @Test
  void aNewEditedAndDeletedObjectAreTakenOverAndGenerationsCount() throws IOException {
    // Given
    DirectoryService service = service();
    write("a.yaml", route("a", "a"));
    Reading first = service.first();

    // When
    write("b.yaml", route("b", "b"));
    Reading added = next(service);
    write("a.yaml", route("a", "renamed"));
    Reading edited = next(service);
    Files.delete(directory.resolve("b.yaml"));
    Reading deleted = next(service);

    // Then
    assertThat(models(first)).containsExactly("a");
    assertThat(models(added)).containsExactly("a", "b");
    assertThat(models(edited)).containsExactly("b", "renamed");
    assertThat(models(deleted)).containsExactly("renamed");
    assertThat(List.of(first, added, edited, deleted))
        .extracting(reading -> reading.configuration().config().generation())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void anObjectStaysAsItWasWhileWhatIsWrittenOverItIsRefused() throws IOException {
    // Given
    DirectoryService service = service();
    write("a.yaml", route("a", "a"));
    service.first();

    // When
    write("a.yaml", route("a", "b").replace("backends:", "backend:"));
    Reading refused = next(service);
    write("a.yaml", route("a", "b"));
    Reading mended = next(service);

    // Then
    assertThat(models(refused)).containsExactly("a");
    assertThat(refused.findings().lines())
        .contains(
            directory
                + "/a.yaml:7: unknown field \"spec.backend\"; the version before stays in force");
    assertThat(models(mended)).containsExactly("b");
    assertThat(mended.findings().problems()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadKeepsWhatItHeld() throws IOException {
    // Given
    DirectoryService service = service();
    write("a.yaml", route("a", "a") + "---\n" + route("b", "b"));
    service.first();

    // When
    write("a.yaml", route("a", "a") + "---\nkind: [\n");
    Reading broken = next(service);
    write("a.yaml", route("a", "a"));
    Reading mended = next(service);

    // Then
    assertThat(models(broken)).containsExactly("a", "b");
    assertThat(broken.findings().lines()).anyMatch(line -> line.contains("not valid YAML"));
    assertThat(models(mended)).containsExactly("a");
  }

  @Test
  void aSlipInWhatAnObjectIsKeepsWhatItsFileHeld() throws IOException {
    // Given
    DirectoryService service = service();
    write("a.yaml", route("a", "a"));
    service.first();

    for (String slip :
        List.of(
            route("a", "b").replace("LlmRoute", "LlmRout"),
            route("a", "b").replace("v1alpha1", "v1"),
            route("a", "b").replace("name: a}", "nam: a}"),
            "- " + route("a", "b").replace("\n", "\n  "))) {
      // When
      write("a.yaml", slip);
      Reading slipped = next(service);

      // Then
      assertThat(models(slipped)).as(slip).containsExactly("a");
      assertThat(slipped.findings().problems()).isNotEmpty();
    }
  }

  @Test
  void aNamedGatewayIsNotReplacedByTheImplicitOneByMistake() throws IOException {
    // Given
    write("gateway.yaml", gateway("main"));
    write("a.yaml", route("a", "a"));
    DirectoryService service = service();
    service.first();

    // When
    Files.delete(directory.resolve("gateway.yaml"));
    write("renamed.yaml", "kind: [\n");

    // Then
    assertThatThrownBy(service::next)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("LlmGateway default/main may be among what cannot be read");
    Files.delete(directory.resolve("renamed.yaml"));
    assertThat(next(service).configuration().config().gateway().name())
        .isEqualTo("default/directory");
  }

  @Test
  void aTextThatWasRevokedOpensNothingAgain() throws IOException {
    // Given
    DirectoryService service = service();
    write("key.yaml", key("k", ""));
    KeyText leaked = Objects.requireNonNull(service.first().fresh().get("default/k"));
    write("key.yaml", key("k", ", state: Revoked"));
    assertThat(keys(next(service)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.keyId()).isEqualTo(leaked.keyId()));
    Files.delete(directory.resolve("key.yaml"));
    next(service);

    // When
    write("key.yaml", key("k", ""));
    Reading anew = next(service);

    // Then
    assertThat(anew.fresh()).containsOnlyKeys("default/k");
    assertThat(keys(anew)).extracting(KeyEntry::keyId).doesNotContain(leaked.keyId());
    assertThat(keys(service().first())).extracting(KeyEntry::keyId).doesNotContain(leaked.keyId());
  }

  @Test
  void noTextIsShownOfAKeyThatIsNotServed() throws IOException {
    write("key.yaml", key("k", ", clientCidrs: [10.0.0.0/8]"));
    assertThat(service().first().fresh()).isEmpty();
    assertThat(home.resolve("state")).doesNotExist();
  }

  @Test
  void aVariableThatIsNotSetLeavesTheValueThatWasThere() throws IOException {
    // Given
    String real = providerWithSecret("api-key: \"${env:TOKEN}\"");
    write("provider.yaml", real);
    write("a.yaml", route("a", "a"));
    DirectoryService service = service();
    service.first();

    // When
    write("provider.yaml", real.replace("TOKEN", "TOKAN"));
    Reading reading = next(service);

    // Then
    assertThat(reading.configuration().credentials().values()).containsExactly("planted-token");
    assertThat(reading.findings().lines())
        .anyMatch(line -> line.contains("TOKAN is not set") && line.endsWith("stays in force"));
  }

  @Test
  void aNamespaceHasTheLabelThatAClusterGivesIt() throws IOException {
    // Given
    write(
        "gateway.yaml",
        gateway("main")
            .replace(
                "{}",
                "{allowedRoutes: {from: Selector, selector: {matchLabels:"
                    + " {kubernetes.io/metadata.name: team-a}}}}"));
    write(
        "a.yaml",
        route("a", "a")
            .replace("{name: a}", "{name: a, namespace: team-a}")
            .replace("{name: main}", "{name: main, namespace: default}"));
    write("provider.yaml", PROVIDER.replace("{name: sim}", "{name: sim, namespace: team-a}"));

    // Then
    assertThat(models(service().first())).containsExactly("a");
  }

  @Test
  void aRevokedKeyStaysRevokedThoughTheFileSaysOtherwise() throws IOException {
    // Given
    DirectoryService service = service();
    write("key.yaml", key("k", ", state: Revoked"));
    service.first();

    // When
    write("key.yaml", key("k", ", state: Active"));
    Reading revived = next(service);

    // Then
    assertThat(revived.findings().lines())
        .anyMatch(line -> line.contains("a revoked key stays revoked: make a new ApiKey"));
    assertThat(keys(revived)).allMatch(entry -> entry.state() == KeyEntry.State.Revoked);
  }

  @Test
  void anEditOfTheSameSizeIsSeen() throws IOException {
    DirectoryService service = service();
    write("a.yaml", route("a", "aaa"));
    service.first();
    for (String model : List.of("bbb", "ccc", "ddd")) {
      write("a.yaml", route("a", model));
      assertThat(models(next(service))).containsExactly(model);
    }
  }

  private static List<KeyEntry> keys(Reading reading) {
    return reading.configuration().config().keys();
  }

  @Test
  void aKeyIsMintedOnceAndRevokedOrDeletedAtOnce() throws IOException {
    // Given
    DirectoryService service = service();
    write("key.yaml", key("k", ""));

    // When
    Reading first = service.first();
    write("a.yaml", route("a", "a"));
    Reading second = next(service);
    write("key.yaml", key("k", ", state: Revoked"));
    Reading revoked = next(service);
    assertThat(revoked.fresh()).isEmpty();
    Files.delete(directory.resolve("key.yaml"));
    Reading deleted = next(service);

    // Then
    assertThat(first.fresh()).containsOnlyKeys("default/k");
    KeyText text = Objects.requireNonNull(first.fresh().get("default/k"));
    assertThat(keys(first))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.keyId()).isEqualTo(text.keyId());
          assertThat(entry.digests())
              .containsExactly(DigestEntry.of(KeyText.digestOf(text.text())));
        });
    assertThat(second.fresh()).isEmpty();
    assertThat(keys(second)).hasSize(1);
    assertThat(keys(revoked)).noneMatch(entry -> entry.state() == KeyEntry.State.Active);
    assertThat(keys(deleted)).isEmpty();
  }

  @Test
  void credentialsTravelBesideTheConfigurationWithoutTheirTrailingNewline() throws IOException {
    // Given
    write("real.yaml", providerWithSecret("api-key: \"${env:NEWLINE}\", unused: \"${env:TOKEN}\""));
    Files.delete(directory.resolve("provider.yaml"));
    write("a.yaml", route("a", "a"));

    // When
    Reading reading = service().first();

    // Then
    assertThat(reading.configuration().credentials())
        .containsOnly(Map.entry(new CredentialRef("default/s/api-key"), "planted-line"));
    assertThat(reading.toString()).doesNotContain("planted");
  }

  @Test
  void aThousandFilesAreOneReading() throws IOException {
    // Given
    DirectoryService service = service();
    service.first();
    for (int i = 0; i < 1_000; i++) {
      write("r%04d.yaml".formatted(i), route("r" + i, "model-" + i));
    }

    // When
    Reading all = next(service);
    write("r0500.yaml", route("r500", "edited"));
    Reading edited = next(service);

    // Then
    assertThat(models(all)).hasSize(1_000);
    assertThat(models(edited)).hasSize(1_000).contains("edited").doesNotContain("model-500");
  }

  @Test
  void severalGatewaysNeedAChoice() throws IOException {
    write("gateways.yaml", gateway("main") + "---\n" + gateway("other"));
    write("a.yaml", route("a", "a"));
    assertThatThrownBy(() -> service().first())
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "--gateway: the directory holds several LlmGateways; choose one of default/main,"
                + " default/other");
    assertThat(models(service("main").first())).containsExactly("a");
    assertThat(models(service("default/other").first())).isEmpty();
    assertThatThrownBy(() -> service("mian").first())
        .hasMessage(
            "--gateway: there is no LlmGateway of this name; did you mean main?"
                + "; known: default/main, default/other");
  }

  @Test
  void onlyKeysOfThisGatewayAreMinted() throws IOException {
    write("gateways.yaml", gateway("main") + "---\n" + gateway("other"));
    write("keys.yaml", key("here", "") + "---\n" + key("there", "").replace("main", "other"));
    assertThat(service("main").first().fresh()).containsOnlyKeys("default/here");
  }

  @Test
  void aGatewayThatIsRefusedIsNotReplacedByTheImplicitOne() throws IOException {
    // Given
    write("gateway.yaml", gateway("main").replace("{}", "{upstreamCidr: []}"));

    // When // Then
    assertThatThrownBy(() -> service().first())
        .hasMessageContaining("unknown field \"spec.upstreamCidr\"")
        .hasMessageContaining("LlmGateway default/main is refused, see above");
    assertThat(home.resolve("state")).doesNotExist();
  }

  @Test
  void noPrivateRangeIsOpenWhileAGatewayMayBeAmongWhatIsNotRead() throws IOException {
    // Given
    write("broken.yaml", "kind: [\n");
    DirectoryService service = service();

    // When
    Reading closed = service.first();
    Files.delete(directory.resolve("broken.yaml"));
    Reading open = next(service);
    write("later.yaml", "kind: [\n");
    Reading stillOpen = next(service);

    // Then
    assertThat(stillOpen.configuration().config().upstreamCidrs()).contains("127.0.0.0/8");
    assertThat(closed.configuration().config().upstreamCidrs()).isEmpty();
    assertThat(closed.findings().remarks())
        .anyMatch(line -> line.contains("an LlmGateway may be among what could not be read"));
    assertThat(open.configuration().config().upstreamCidrs()).contains("127.0.0.0/8");
  }

  @Test
  void whatOnlyAnOperatorActsOnIsSaid() throws IOException {
    // Given
    String gateway = gateway("main");
    write("gateway.yaml", gateway.replace("{}", "{replicas: 3, drain: {preStopDelay: 15s}}"));
    write("route.yaml", route("a", "a"));

    // When
    Reading reading = service().first();

    // Then
    assertThat(reading.findings().remarks())
        .contains("LlmGateway default/main: acted on in a cluster, not here: spec.replicas");
  }

  @Test
  void aRefusedChangeOfTheWholeLeavesWhatWasServed() throws IOException {
    // Given
    write("gateway.yaml", gateway("main"));
    write("a.yaml", route("a", "a"));
    DirectoryService service = service();
    service.first();

    // When
    write("second.yaml", gateway("other"));

    // Then
    assertThatThrownBy(service::next).isInstanceOf(StartRefused.class);
    Files.delete(directory.resolve("second.yaml"));
    assertThat(service.next()).isEmpty();
  }

  @Test
  void whatIsNotADirectoryOfManifestsIsRefused() throws IOException {
    Files.delete(directory.resolve("provider.yaml"));
    assertThatThrownBy(() -> service().first())
        .hasMessageStartingWith(directory + ": no manifest in this directory; put *.yaml");
    write("other.yaml", "apiVersion: apps/v1\nkind: Deployment\n");
    assertThatThrownBy(() -> service().first())
        .hasMessageStartingWith(directory + ": no manifest of Dragoman in this directory");
    Files.delete(directory.resolve("other.yaml"));
    Files.delete(directory);
    assertThatThrownBy(() -> service().first())
        .isInstanceOfSatisfying(
            StartRefused.class, refused -> assertThat(refused.exitCode()).isEqualTo(2))
        .hasMessage(directory + ": there is no such directory");
    Files.writeString(directory, "kind: x");
    assertThatThrownBy(() -> service().first())
        .hasMessage(directory + ": not a directory; name the directory that holds the manifests");
  }

  @Test
  void anUnreadableDirectoryIsRefused() throws IOException {
    // Given
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(directory)).as("root reads everything").isFalse();

    // When // Then
    assertThatThrownBy(() -> service().first())
        .hasMessage(
            directory + ": the directory cannot be read; give this user the right to read it");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void filesThatAreNotTextAreReported() throws IOException {
    // Given
    Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    write("nul.yaml", "a: b\nc: \0\n");
    write("mark.yaml", "\uFEFF" + route("marked", "marked"));

    // When
    Reading reading = service().first();

    // Then
    assertThat(reading.findings().lines())
        .contains(
            directory + "/latin.yaml:1: not UTF-8 text",
            directory + "/nul.yaml:2: not valid YAML: a character that is not text");
    GatewayConfig config = reading.configuration().config();
    assertThat(config.routes()).extracting(RouteEntry::name).containsExactly("default/marked");
  }
}
