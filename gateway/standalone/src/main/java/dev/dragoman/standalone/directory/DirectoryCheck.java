package dev.dragoman.standalone.directory;

import dev.dragoman.admission.Admission;
import dev.dragoman.fleet.ConditionText;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.standalone.start.StartRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The verdict on a directory without serving it. */
public final class DirectoryCheck {
  private DirectoryCheck() {}

  /**
   * What is found.
   *
   * @param text conditions of all objects as lines
   */
  public record Result(Findings findings, String text) {}

  /**
   * Judges a directory.
   *
   * @param environment where Secrets find their {@code ${env:NAME}}
   * @param assumeSecrets whether every Secret counts as there
   * @throws StartRefused when the directory cannot be read
   */
  public static Result of(Path directory, Map<String, String> environment, boolean assumeSecrets) {
    Admission admission = Admission.ofDragoman();
    List<ManifestFile> files =
        new ManifestFolder(directory, new ManifestReader(admission, environment)).readSome();
    Inventory inventory = Inventory.of(files, Inventory.EMPTY, admission);
    ResolvedFleet fleet =
        new DirectoryFleet()
            .resolve(
                inventory,
                assumeSecrets ? new AssumedSecrets() : DirectoryFleet.secretsOf(inventory),
                MintedTexts.promised());
    Findings findings = Findings.of(inventory, fleet, inventory.remarks(directory));
    return new Result(findings, ConditionText.of(fleet));
  }
}
