package dev.dragoman.gateway.source;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.BootSet;
import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.Shards;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Bundles of one provider {@code sim} and a route for each model, which is its name and uid too.
 */
public final class Bundles {
  public static final UUID EPOCH = new UUID(1, 1);
  public static final UUID OTHER_EPOCH = new UUID(2, 2);

  /** The credential of the provider of {@link #locked}. */
  public static final CredentialRef CREDENTIAL = new CredentialRef("default/openai/key");

  private Bundles() {}

  public static Bundle of(UUID epoch, long generation, String... models) {
    return of(epoch, generation, 0, config(generation, models));
  }

  /** One whose provider needs {@link #CREDENTIAL}, announced at this revision. */
  public static Bundle locked(UUID epoch, long generation, long credentials, String model) {
    return of(
        epoch,
        generation,
        credentials,
        GatewayConfig.of(
            generation,
            gateway(),
            List.of(
                ProviderEntry.at(
                    URI.create("https://example.com"),
                    "locked",
                    ProtocolName.OpenAIChat,
                    AuthEntry.secretKey(CREDENTIAL))),
            List.of(route(model, "locked")),
            List.of()));
  }

  /** One that does not compile: its route names a provider that is not there. */
  public static Bundle inconsistent(UUID epoch, long generation) {
    return of(
        epoch,
        generation,
        0,
        GatewayConfig.of(
            generation, gateway(), List.of(), List.of(route("any", "nowhere")), List.of()));
  }

  private static Bundle of(UUID epoch, long generation, long credentials, GatewayConfig config) {
    Shards shards = Shards.of(config);
    return new Bundle(
        new BundleHead(
            ContractVersion.CURRENT,
            epoch,
            generation,
            shards.list().digest(),
            List.of(),
            credentials,
            0,
            0),
        shards,
        Denials.NONE);
  }

  public static GatewayConfig config(long generation, String... models) {
    return GatewayConfig.of(
        generation,
        gateway(),
        List.of(
            ProviderEntry.simulated("sim", new SimulatedEntry(Duration.ZERO, Duration.ZERO, 0))),
        List.of(models).stream().map(model -> route(model, "sim")).toList(),
        List.of());
  }

  private static GatewayEntry gateway() {
    return GatewayEntry.of(
        "default/main", StoreEntry.MEMORY, new PolicyEntry(false, true), List.of());
  }

  private static RouteEntry route(String model, String provider) {
    return RouteEntry.of(
        model,
        List.of(model),
        List.of(BackendEntry.of("only", provider, null, TimeoutsEntry.DEFAULT)));
  }

  /** A whole boot set, with the newest head beside it. */
  public static Map<String, byte[]> files(BootSet set, Bundle bundle) {
    Map<String, byte[]> files = new TreeMap<>(BundleFiles.blobs(bundle.shards()));
    files.put(BundleFiles.head(set), ContractJson.write(bundle.head()));
    files.put(BundleFiles.HEAD, ContractJson.write(bundle.head()));
    return files;
  }

  public static void write(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
