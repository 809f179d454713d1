package dev.dragoman.standalone;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.standalone.environment.ProcessVariables;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.StateDirectory;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process that may run keeps, for commands that look at it and change nothing.
 *
 * @param directory where it keeps it
 */
record KeptState(Path directory, Surroundings surroundings) {
  /** By option, else by variable, else the usual one. */
  static KeptState of(@Nullable Path option, Surroundings surroundings) {
    ProcessVariables variables =
        ProcessVariables.read(surroundings.environment(), surroundings.home());
    Path named = option == null ? variables.stateDirectory() : option;
    return new KeptState(
        named == null ? surroundings.home().resolve(".dragoman") : named, surroundings);
  }

  /** Keys that were minted, by name. */
  Map<String, StoredKey> keys() {
    return new KeyMint(new StateDirectory(directory), surroundings.random()).kept();
  }

  /** Why there is nothing to look at, null when there is. */
  @Nullable String nothingIn(StoreEntry entry) {
    return switch (entry.type()) {
      case Memory -> "this gateway keeps its usage in memory";
      case Sqlite -> {
        Path file = Stores.fileOf(entry, directory);
        yield Files.exists(file) ? null : file + " is not there, so nothing was used yet";
      }
      case DynamoDB -> null;
    };
  }

  /**
   * Opens the store.
   *
   * @throws StartRefused when it cannot be
   */
  Store open(StoreEntry entry) {
    try {
      return Stores.open(entry, directory);
    } catch (StoreUnavailableException e) {
      throw StartRefused.impossible(String.valueOf(e.getMessage()));
    }
  }
}
