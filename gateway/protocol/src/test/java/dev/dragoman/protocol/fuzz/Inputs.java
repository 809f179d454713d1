package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;
import java.util.Random;

/** The inputs of one codec, each made from the run's seed and its own number alone. */
final class Inputs {
  private final Seeds seeds;
  private final long seed;

  Inputs(ProtocolId protocol, long seed) {
    this.seeds = Seeds.of(protocol);
    this.seed = seed;
  }

  Input at(long number) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + number);
    Kind[] kinds = Kind.values();
    List<Input> all = seeds.of(kinds[(int) (number % kinds.length)]);
    Input chosen = all.get(random.nextInt(all.size()));
    Input other = all.get(random.nextInt(all.size()));
    int way = random.nextInt(10);
    byte[] changed = chosen.bytes();
    if (way > 0) {
      changed =
          chosen.kind() == Kind.STREAM
              ? new StreamMutator(random).mutated(changed, other.bytes())
              : new JsonMutator(random).mutated(changed, other.bytes());
    }
    return chosen.with(way < 2 ? new ByteMutator(random).mutated(changed) : changed);
  }
}
