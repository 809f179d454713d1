package dev.dragoman.operator.delivery;

import static dev.dragoman.operator.delivery.Given.release;
import static dev.dragoman.operator.delivery.Given.rendering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.contract.BootSet;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.ShardList;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@NeedsApiServer
class DeliveryOnApiServerTest {
  private final KubernetesClient client;
  private final String namespace;
  private final GatewayRef gateway;
  private final KubeObjects objects;

  DeliveryOnApiServerTest(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
    gateway = new GatewayRef(namespace, "main", UUID.randomUUID().toString());
    objects = new KubeObjects(client, gateway);
  }

  private Publisher publisher() {
    return new Publisher(
        new KubeObjects(client, gateway),
        gateway.children(),
        new ShardList(1, List.of()),
        UUID::randomUUID,
        Clock.systemUTC());
  }

  private static BundleHead headOf(Published published) {
    return Objects.requireNonNull(published.release()).head();
  }

  private Map<String, String> versions() {
    return Stream.<HasMetadata>concat(
            client.configMaps().inNamespace(namespace).list().getItems().stream(),
            client.secrets().inNamespace(namespace).list().getItems().stream())
        .collect(
            Collectors.toMap(
                found -> found.getKind() + " " + found.getMetadata().getName(),
                found -> found.getMetadata().getResourceVersion(),
                (a, _) -> a,
                TreeMap::new));
  }

  private BootCopies copies() {
    BootCopies copies = new BootCopies(objects, gateway.children());
    copies.load();
    return copies;
  }

  @Test
  void whatIsPublishedBelongsToTheGateway() {
    publisher().publish(rendering(1));
    copies().write(release(1));
    assertThat(versions()).hasSize(1 + 9 + 1);
    for (ConfigMap map : client.configMaps().inNamespace(namespace).list().getItems()) {
      assertThat(map.getMetadata().getOwnerReferences())
          .singleElement()
          .extracting(
              OwnerReference::getKind, OwnerReference::getUid, OwnerReference::getController)
          .containsExactly("LlmGateway", gateway.uid(), true);
      assertThat(map.getMetadata().getLabels()).containsEntry("dragoman.dev/gateway", "main");
    }
  }

  @Test
  void podsReadFromTheObjectsWhatWasPublished() {
    // Given
    Published published = publisher().publish(rendering(1));
    copies().write(Objects.requireNonNull(published.release()));

    // When: as the kubelet lays them out, all in one folder
    Map<String, byte[]> files = new TreeMap<>();
    Stream.concat(
            Stream.of(ObjectId.configMap("main-config-head"), ObjectId.secret("main-credentials")),
            Stream.of(BootSet.values())
                .flatMap(set ->
                    Stream.concat(
                        Stream.of(gateway.children().bootHead(set)),
                        IntStream.range(0, ChildNames.BOOT_PARTS)
                            .mapToObj(part -> gateway.children().bootPart(set, part))))
                .map(ObjectId::configMap))
        .forEach(id -> objects.read(id).ifPresent(stored -> files.putAll(stored.files())));

    // Then
    assertThat(BundleFiles.newest(files::get))
        .get()
        .satisfies(bundle -> {
          assertThat(bundle.head()).isEqualTo(headOf(published));
          assertThat(bundle.denials()).isEqualTo(published.denials());
        });
    assertThat(BundleFiles.credentials(files::get)).isEqualTo(published.credentials());
  }

  @Test
  void ofTwoOperatorsThatRaceEachGenerationIsPublishedOnce() throws Exception {
    // Given: both know the same head
    Publisher one = publisher();
    Publisher two = publisher();
    one.publish(rendering(0));
    two.publish(rendering(0));

    // When: both publish at the same time, again and again, and say different things
    List<Long> generations = new ArrayList<>();
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= 10; round++) {
        int n = round;
        List<Callable<Published>> race =
            List.of(() -> one.publish(rendering(n)), () -> two.publish(rendering(100 + n)));
        for (Future<Published> done : both.invokeAll(race)) {
          generations.add(headOf(done.get()).generation());
        }
      }
    }

    // Then
    assertThat(new HashSet<>(generations)).hasSameSizeAs(generations).hasSize(20);
    assertThat(StoredHead.read(objects, ObjectId.configMap("main-config-head")).head())
        .extracting(BundleHead::generation)
        .isEqualTo(21L);
  }

  @Test
  void aSwapThatLostWritesNothing() {
    // Given
    ObjectId id = ObjectId.configMap("main-config-head");
    StoredFiles first = objects.write(id, Map.of("x.json", new byte[] {'1'}), null);
    objects.write(id, Map.of("x.json", new byte[] {'2'}), first.version());

    // Then
    assertThatExceptionOfType(LostRaceException.class)
        .isThrownBy(() -> objects.write(id, Map.of("x.json", new byte[] {'3'}), first.version()));
    assertThatExceptionOfType(LostRaceException.class)
        .isThrownBy(() -> objects.write(id, Map.of("x.json", new byte[] {'4'}), null));
    assertThat(objects.read(id).orElseThrow().file("x.json")).containsExactly('2');
  }

  @Test
  void anObjectThatIsGoneIsALostRaceToo() {
    ObjectId id = ObjectId.secret("main-credentials");
    StoredFiles first = objects.write(id, Map.of("x.json", new byte[] {'1'}), null);
    client.secrets().inNamespace(namespace).withName(id.name()).delete();
    assertThatExceptionOfType(LostRaceException.class)
        .isThrownBy(() -> objects.write(id, Map.of("x.json", new byte[] {'2'}), first.version()));
  }

  @Test
  void whateverTheMomentOfACrashTheOtherBootSetIsWhole() {
    // Given: set A is whole
    copies().write(release(1));
    for (int survived = 0; survived <= ChildNames.BOOT_PARTS; survived++) {
      DyingObjects dying = new DyingObjects(objects, survived);
      BootCopies killed = new BootCopies(dying, gateway.children());
      killed.load();

      // When: each attempt goes one object further than the one before
      assertThatExceptionOfType(DyingObjects.Killed.class)
          .isThrownBy(() -> killed.write(release(2)));

      // Then
      assertThat(copies().hold(release(1))).isTrue();
      assertThat(new BootCopies(objects, gateway.children()).load())
          .as("killed after %d writes", survived)
          .get()
          .extracting(found -> found.head().generation())
          .isEqualTo(1L);
      deleteSet(BootSet.B);
    }
  }

  private void deleteSet(BootSet set) {
    for (int part = 0; part < ChildNames.BOOT_PARTS; part++) {
      client
          .configMaps()
          .inNamespace(namespace)
          .withName(gateway.children().bootPart(set, part))
          .delete();
    }
  }

  @Test
  void aForeignObjectIsNotTouched() {
    // Given
    ConfigMap foreign =
        client
            .configMaps()
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName("main-config-head")
                    .endMetadata()
                    .addToData("mine", "yes")
                    .build())
            .create();

    // Then
    assertThatExceptionOfType(DeliveryException.class)
        .isThrownBy(() -> publisher().publish(rendering(1)))
        .withMessage(
            "ConfigMap main-config-head in namespace %s does not belong to LlmGateway main:"
                    .formatted(namespace)
                + " it is not touched");
    assertThat(versions())
        .containsEntry("ConfigMap main-config-head", foreign.getMetadata().getResourceVersion());
  }

  @Test
  void theApiServerTakesObjectsAsLargeAsTheyMayBe() {
    // Given
    byte[] bytes = new byte[SizeBound.MAX_BYTES];
    ObjectId largest = ObjectId.configMap("main-boot-a-0");

    // Then: text as well as bytes
    objects.write(largest, Map.of("blob.gz", bytes), null);
    objects.write(
        ObjectId.configMap("main-config-head"),
        Map.of("denials.json", "x".repeat(SizeBound.MAX_BYTES).getBytes(StandardCharsets.UTF_8)),
        null);
    objects.write(ObjectId.secret("main-credentials"), Map.of("credentials.json", bytes), null);
    assertThat(objects.read(largest).orElseThrow().file("blob.gz")).hasSize(bytes.length);
  }

  @Test
  @Tag("requirement-25")
  void anOperatorThatIsRestartedWritesNothing() {
    // Given: all is written
    Set<String> told = new HashSet<>();
    try (Delivery first = delivery()) {
      serve(first);
      Waiting.until(() -> versions().containsKey("ConfigMap main-boot-a"));
      told.add(first.publication(gateway).orElseThrow().head().toString());
    }
    Map<String, String> before = versions();

    // When
    try (Delivery second = delivery()) {
      serve(second);
      Waiting.until(() -> second.publication(gateway).isPresent());
      told.add(second.publication(gateway).orElseThrow().head().toString());
    }

    // Then
    assertThat(told).hasSize(1);
    assertThat(versions()).isEqualTo(before);
  }

  private Delivery delivery() {
    return new Delivery(client, _ -> Map.of(), _ -> {}, () -> true, Clock.systemUTC());
  }

  private void serve(Delivery delivery) {
    delivery.serve(gateway, () -> Optional.of(rendering(1)));
    delivery.changed(gateway);
  }

  @Test
  @Tag("requirement-52")
  void aProblemNamesTheObjectAndHoldsNoSecret() {
    // Given: somebody else's Secret has the name
    objects.write(ObjectId.secret("main-credentials"), Map.of("x", new byte[] {'1'}), null);
    GatewayRef other = new GatewayRef(namespace, "main", UUID.randomUUID().toString());
    Rendering secret = rendering(1, Map.of("team/secret/key", "very-secret-value"), Denials.NONE);

    // When
    try (Delivery delivery = delivery()) {
      delivery.serve(other, () -> Optional.of(secret));
      delivery.changed(other);
      Waiting.until(() -> delivery.problem(other).isPresent());

      // Then
      assertThat(delivery.problem(other))
          .get()
          .asString()
          .contains("Secret main-credentials")
          .doesNotContain("very-secret-value");
    }
    assertThat(secret.toString()).doesNotContain("very-secret-value");
    assertThat(
            new Published(release(1).head(), null, Denials.NONE, secret.credentials(), 1L)
                .toString())
        .doesNotContain("very-secret-value");
    assertThat(new StoredCredentials(new Credentials(1, Map.of("a", "b-secret")), "1").toString())
        .doesNotContain("b-secret");
  }
}
