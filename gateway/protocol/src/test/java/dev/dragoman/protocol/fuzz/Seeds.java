package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.model.ProtocolId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The golden files that concern one codec. */
final class Seeds {
  private static final Path ROOT = Path.of("src/test/resources/conversations");

  private final Map<Kind, List<Input>> byKind = new EnumMap<>(Kind.class);

  private Seeds() {}

  /** What the protocol's clients and upstreams say, and what is converted to it. */
  static Seeds of(ProtocolId protocol) {
    Seeds seeds = new Seeds();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        seeds.add(protocol, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }

  private void add(ProtocolId protocol, Path file) throws IOException {
    String name = file.getFileName().toString();
    for (Kind kind : Kind.values()) {
      String own = protocol.value() + kind.suffix();
      if (name.equals(own) || name.endsWith("-to-" + own)) {
        byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(read(protocol, kind, file));
      }
    }
    if (!Protocols.all().stream().map(client -> client.id()).toList().contains(protocol)) {
      addAsked(name, file);
    }
  }

  /** Nobody asks in the protocol of upstreams alone, but every client's request becomes one. */
  private void addAsked(String name, Path file) throws IOException {
    for (var client : Protocols.all()) {
      if (name.equals(client.id().value() + Kind.REQUEST.suffix())) {
        byKind
            .computeIfAbsent(Kind.REQUEST, _ -> new ArrayList<>())
            .add(read(client.id(), Kind.REQUEST, file));
      }
    }
    byKind.getOrDefault(Kind.REQUEST, new ArrayList<>()).removeIf(seed -> !isClients(seed));
  }

  private static boolean isClients(Input seed) {
    return Protocols.all().stream().anyMatch(client -> client.id().equals(seed.protocol()));
  }

  private static Input read(ProtocolId protocol, Kind kind, Path file) throws IOException {
    return new Input(protocol, kind, Files.readAllBytes(file));
  }

  List<Input> of(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }
}
