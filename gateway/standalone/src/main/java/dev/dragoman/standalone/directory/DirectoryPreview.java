package dev.dragoman.standalone.directory;

import dev.dragoman.admission.Admission;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.MintedKeys;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.SecretData;
import dev.dragoman.fleet.Secrets;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a directory would have served, without serving it: no key is made, nothing is kept. */
public final class DirectoryPreview {
  /** Kinds that a request's way leads over. */
  private static final Set<String> LEADING = Set.of(Kind.LlmRoute.name(), Kind.LlmProvider.name());

  private DirectoryPreview() {}

  /**
   * A configuration and what kept the rest out of it.
   *
   * @param config without the value of any credential
   * @param notServed a line for each fault of a route, a provider or a file, with its place
   */
  public record Result(GatewayConfig config, List<String> notServed) {
    public Result {
      notServed = List.copyOf(notServed);
    }
  }

  /**
   * Reads a directory.
   *
   * @param wanted which LlmGateway is asked; null when there is at most one
   * @param environment where Secrets find their {@code ${env:NAME}}
   * @param assumeSecrets whether every Secret counts as there
   * @throws StartRefused when there is nothing to serve or it is not clear what
   */
  public static Result of(
      Path directory,
      @Nullable String wanted,
      Map<String, String> environment,
      boolean assumeSecrets) {
    return of(directory, wanted, environment, assumeSecrets, MintedTexts.promised());
  }

  /**
   * Reads a directory as the process does whose keys these are.
   *
   * @param kept keys of its state directory, by name
   * @throws StartRefused likewise
   */
  public static Result of(
      Path directory,
      @Nullable String wanted,
      Map<String, String> environment,
      Map<String, StoredKey> kept) {
    MintedKeys minted = MintedTexts.of(kept, kept.keySet());
    return of(directory, wanted, environment, false, minted);
  }

  private static Result of(
      Path directory,
      @Nullable String wanted,
      Map<String, String> environment,
      boolean assumeSecrets,
      MintedKeys minted) {
    Admission admission = Admission.ofDragoman();
    List<ManifestFile> files =
        new ManifestFolder(directory, new ManifestReader(admission, environment)).readSome();
    Inventory inventory = Inventory.of(files, Inventory.EMPTY, admission);
    SecretData values = DirectoryFleet.secretsOf(inventory);
    Secrets secrets = assumeSecrets ? new AssumedSecrets() : values;
    DirectoryFleet fleets = new DirectoryFleet();
    ResolvedFleet fleet = fleets.resolve(inventory, secrets, minted);
    Findings findings = Findings.of(inventory, fleet, inventory.remarks(directory));
    GatewayChoice choice = choice(inventory, wanted, findings);
    ObjectName chosen = choice.chosen() == null ? fleet.gateways().first() : choice.chosen();
    if (!fleet.gateways().contains(chosen)) {
      throw refused(
          findings, List.of("LlmGateway " + chosen + " cannot be served, see its line; mend it"));
    }
    return new Result(
        fleets.render(fleet, chosen, values, 1).config(), notServed(inventory, findings));
  }

  private static List<String> notServed(Inventory inventory, Findings findings) {
    List<String> lines = new ArrayList<>();
    List<Problem> ofFiles = new ArrayList<>(findings.problems());
    inventory
        .refused()
        .forEach((key, problems) -> {
          ofFiles.removeAll(problems);
          if (LEADING.contains(key.kind())) {
            problems.forEach(problem -> lines.add(key + ": " + problem));
          }
        });
    ofFiles.forEach(problem -> lines.add(problem.toString()));
    for (Findings.Judged object : findings.objects()) {
      if (LEADING.stream().anyMatch(kind -> object.object().startsWith(kind + " "))) {
        object
            .faults()
            .forEach(fault ->
                lines.add(object.object() + ": " + object.place().problem(fault.toString())));
      }
    }
    return lines;
  }

  /** What is wrong with the objects says why the choice is not clear. */
  private static GatewayChoice choice(
      Inventory inventory, @Nullable String wanted, Findings findings) {
    try {
      return GatewayChoice.of(inventory, wanted);
    } catch (StartRefused unclear) {
      throw refused(findings, unclear.lines());
    }
  }

  private static StartRefused refused(Findings findings, List<String> reasons) {
    List<String> lines = new ArrayList<>(findings.lines());
    lines.addAll(reasons);
    return StartRefused.misconfigured(lines);
  }
}
