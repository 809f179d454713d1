package dev.dragoman.standalone.directory;

import dev.dragoman.admission.Admission;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.SecretData;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.KeyMint.Minted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a directory says to serve, read again as often as it changes. Not thread-safe. */
public final class DirectoryService {
  private final Path directory;
  private final @Nullable String wanted;
  private final KeyMint mint;
  private final Admission admission;
  private final ManifestFolder folder;
  private final DirectoryFleet fleets = new DirectoryFleet();
  private List<ManifestFile> files = List.of();
  private Inventory inventory = Inventory.EMPTY;
  private long number;
  private @Nullable ObjectName gateway;

  /** Whether the implicit gateway opens nothing; a later mistake takes nothing away again. */
  private boolean closed;

  /**
   * A service of a directory.
   *
   * @param wanted which LlmGateway this process is; null when there is at most one
   * @param environment where Secrets find their {@code ${env:NAME}}
   */
  public DirectoryService(
      Path directory, @Nullable String wanted, Map<String, String> environment, KeyMint mint) {
    this.directory = directory;
    this.wanted = wanted;
    this.mint = mint;
    this.admission = Admission.ofDragoman();
    this.folder = new ManifestFolder(directory, new ManifestReader(admission, environment));
  }

  /**
   * A reading of the directory.
   *
   * @param fresh keys that were made now, by name: shown once, then gone
   */
  public record Reading(
      Configuration configuration, Findings findings, SortedMap<String, KeyText> fresh) {}

  /**
   * Reads the directory for the first time.
   *
   * @throws StartRefused when there is nothing to serve or it is not clear what
   */
  public Reading first() {
    List<ManifestFile> read = folder.readSome();
    Inventory first = Inventory.of(read, Inventory.EMPTY, admission);
    if (first.isEmpty() && first.problems().isEmpty()) {
      throw StartRefused.misconfigured(
          directory
              + ": no manifest of Dragoman in this directory; an LlmProvider and an LlmRoute are"
              + " the least");
    }
    Reading reading = reading(first);
    files = read;
    return reading;
  }

  /**
   * Reads the directory again; empty when no file has changed since.
   *
   * @throws StartRefused when what it now says cannot be served; what was served before stays
   */
  public Optional<Reading> next() {
    List<ManifestFile> read = folder.read();
    if (read.equals(files)) {
      return Optional.empty();
    }
    Reading reading = reading(Inventory.of(read, inventory, admission));
    files = read;
    return Optional.of(reading);
  }

  private Reading reading(Inventory now) {
    GatewayChoice choice = choice(now);
    if (choice.chosen() == null && gateway != null && now.unread()) {
      throw refused(now, "LlmGateway " + gateway + " may be among what cannot be read; mend that");
    }
    Set<String> revoked = MintedTexts.revoked(now);
    SecretData secrets = DirectoryFleet.secretsOf(now);
    SortedMap<String, StoredKey> kept = mint.kept();
    ResolvedFleet fleet = fleets.resolve(now, secrets, MintedTexts.of(kept, revoked));
    ObjectName chosen = choice.chosen() == null ? fleet.gateways().first() : choice.chosen();
    if (!fleet.gateways().contains(chosen)) {
      List<String> lines = new ArrayList<>(Findings.of(now, fleet, List.of()).lines());
      lines.add("LlmGateway " + chosen + " cannot be served, see its line; mend it first");
      throw StartRefused.misconfigured(lines);
    }
    Configuration promised = fleets.render(fleet, chosen, secrets, number + 1);
    // Only now, and only for keys that are served: a text is shown once.
    Minted minted = mint.keysFor(lacking(promised, MintedTexts.wanted(now), kept));
    Configuration rendered = withTexts(promised, minted.keys());
    mint.withdraw(revoked);
    closed = choice.chosen() == null && now.unread() && (number == 0 || closed);
    Configuration configuration = closed ? withoutPrivateRanges(rendered) : rendered;
    number++;
    inventory = now;
    gateway = choice.chosen();
    return new Reading(
        configuration,
        Findings.of(now, fleet, remarks(now, configuration.config())),
        minted.fresh());
  }

  /** Keys that are served and have no text of their own yet. */
  private static SortedSet<String> lacking(
      Configuration rendered, SortedSet<String> wanted, Map<String, StoredKey> kept) {
    SortedSet<String> lacking = new TreeSet<>();
    for (KeyEntry key : rendered.config().keys()) {
      StoredKey known = kept.get(key.name());
      if ((known == null || known.revoked()) && wanted.contains(key.name())) {
        lacking.add(key.name());
      }
    }
    return lacking;
  }

  /** The texts that keys have take the place of those that they were promised. */
  private static Configuration withTexts(Configuration promised, Map<String, StoredKey> texts) {
    if (texts.isEmpty()) {
      return promised;
    }
    List<KeyEntry> keys = new ArrayList<>();
    for (KeyEntry key : promised.config().keys()) {
      StoredKey text = texts.get(key.name());
      keys.add(text == null ? key : key.withText(text.keyId(), text.digest()));
    }
    return new Configuration(promised.config().withKeys(keys), promised.credentials());
  }

  /** What is wrong with the objects says why the choice is not clear. */
  private GatewayChoice choice(Inventory now) {
    try {
      return GatewayChoice.of(now, wanted);
    } catch (StartRefused refused) {
      throw refused(now, String.join("; ", refused.lines()));
    }
  }

  private static StartRefused refused(Inventory now, String line) {
    List<String> lines = new ArrayList<>();
    now.problems().forEach(problem -> lines.add(problem.toString()));
    lines.add(line);
    return StartRefused.misconfigured(lines);
  }

  /** What could not be read may be an LlmGateway that closes what the implicit one opens. */
  private static Configuration withoutPrivateRanges(Configuration configuration) {
    GatewayConfig config = configuration.config();
    return new Configuration(
        config.withGateway(config.gateway().withUpstreamCidrs(List.of())),
        configuration.credentials());
  }

  private List<String> remarks(Inventory now, GatewayConfig config) {
    List<String> remarks = new ArrayList<>(now.remarks(directory));
    remarks.addAll(fleets.clusterOnly(now));
    if (closed) {
      remarks.add(
          directory
              + ": an LlmGateway may be among what could not be read, so upstreams on this machine"
              + " and in private networks are refused until it can");
    }
    if (config.routes().isEmpty()) {
      remarks.add(directory + ": no route can be served, every model name is unknown");
    }
    if (config.policy().requireApiKey() && config.keys().isEmpty()) {
      remarks.add(directory + ": no key can be served, every request is refused; add an ApiKey");
    }
    return remarks;
  }
}
