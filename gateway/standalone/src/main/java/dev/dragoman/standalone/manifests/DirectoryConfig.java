package dev.dragoman.standalone.manifests;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.ServiceSource;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.yaml.Problem;
import dev.dragoman.standalone.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a directory of manifests means. Made by {@link #read}; {@link #plan} then needs the keys
 * that {@link #keysToMint} asks for. What cannot be served is reported and left out.
 */
public final class DirectoryConfig implements ServiceSource {
  private final Path directory;
  private final Manifests manifests;
  private final GatewayChoice gateway;
  private final List<Problem> readingProblems;

  private DirectoryConfig(
      Path directory, Manifests manifests, GatewayChoice gateway, List<Problem> readingProblems) {
    this.directory = directory;
    this.manifests = manifests;
    this.gateway = gateway;
    this.readingProblems = List.copyOf(readingProblems);
  }

  /**
   * Reads the directory.
   *
   * @param gateway which LlmGateway this process is; null when there is at most one
   * @param environment where Secrets find their {@code ${env:NAME}}
   * @throws StartRefused when there is nothing to read or the gateway is not clear
   */
  public static DirectoryConfig read(
      Path directory, @Nullable String gateway, Map<String, String> environment) {
    Problems problems = new Problems();
    List<ManifestFile> files = ManifestFiles.read(directory, problems);
    Manifests manifests = ManifestReader.read(files, environment, problems);
    if (manifests.isEmpty() && problems.count() == 0) {
      throw StartRefused.misconfigured(
          directory
              + ": no manifest of Dragoman in this directory; an LlmProvider and an LlmRoute are"
              + " the least");
    }
    return new DirectoryConfig(
        directory, manifests, GatewayChoice.of(manifests, gateway), problems.inReadingOrder());
  }

  @Override
  public SortedSet<String> keysToMint() {
    TreeSet<String> names = new TreeSet<>();
    for (KeyManifest key : manifests.keys().values()) {
      if (key.secret() == null && gateway.takesKey(key, new Problems())) {
        names.add(key.name().toString());
      }
    }
    return names;
  }

  @Override
  public Plan plan(Map<String, StoredKey> minted) {
    Problems problems = new Problems();
    readingProblems.forEach(problems::add);
    ResolvedProviders providers = ResolvedProviders.of(manifests, problems);
    ResolvedRoutes routes = ResolvedRoutes.of(manifests, gateway, providers, problems);
    ResolvedKeys keys = ResolvedKeys.of(manifests, gateway, routes, minted, problems);
    List<RouteEntry> served = List.copyOf(routes.entries().values());
    GatewayConfig config =
        GatewayConfig.of(
            1,
            GatewayEntry.of(
                "directory", StoreEntry.SQLITE, PolicyEntry.DEFAULT, gateway.upstreamCidrs()),
            List.copyOf(providers.entries().values()),
            served,
            keys.entries());
    List<String> notices = new ArrayList<>();
    problems.inReadingOrder().forEach(problem -> notices.add(problem.toString()));
    notices.addAll(remarks(served, keys.entries()));
    return new Plan(new Configuration(config, providers.credentials()), notices);
  }

  /** The directory alone. */
  @Override
  public String toString() {
    return "DirectoryConfig[" + directory + "]";
  }

  private List<String> remarks(List<RouteEntry> routes, List<KeyEntry> keys) {
    List<String> remarks = new ArrayList<>();
    if (manifests.foreign() > 0) {
      remarks.add(directory + ": objects of other kinds passed over: " + manifests.foreign());
    }
    if (routes.isEmpty()) {
      remarks.add(directory + ": no route can be served, every model name is unknown");
    }
    if (keys.isEmpty()) {
      remarks.add(directory + ": no key can be served, every request is refused; add an ApiKey");
    }
    return remarks;
  }
}
