package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.samples.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ContractProperties {
  private final GatewayConfig sample =
      ContractJson.read(Samples.json("failover"), GatewayConfig.class);

  @Property
  void theOrderOfEntriesDoesNotMatter(@ForAll long seed) {
    GatewayConfig shuffled =
        GatewayConfig.of(
            sample.generation(),
            sample.gateway(),
            shuffled(sample.providers(), seed),
            shuffled(sample.routes(), seed),
            shuffled(sample.keys(), seed));
    assertThat(Shards.of(shuffled).list().digest()).isEqualTo(Shards.of(sample).list().digest());
    assertThat(ContractJson.text(shuffled.sorted())).isEqualTo(ContractJson.text(sample.sorted()));
  }

  @Property(tries = 100)
  void shardsReadAfterOthersAreReadAsFromScratch(@ForAll @Size(min = 1, max = 8) List<Long> edits) {
    ShardContents earlier = ShardContents.NONE;
    for (long seed : edits) {
      Shards shards = Shards.of(edited(seed));
      earlier = shards.contents(earlier);
      assertThat(earlier.config(seed & 0xff)).isEqualTo(shards.config(seed & 0xff));
    }
  }

  /** The sample with some of its entries, some of them others. */
  private GatewayConfig edited(long seed) {
    Random random = new Random(seed);
    List<RouteEntry> routes = new ArrayList<>(sample.routes());
    routes.removeIf(_ -> random.nextInt(4) == 0);
    routes.replaceAll(route -> random.nextInt(4) == 0 ? route.listed(!route.listed()) : route);
    List<KeyEntry> keys = new ArrayList<>(sample.keys());
    keys.removeIf(_ -> random.nextInt(4) == 0);
    keys.replaceAll(key -> random.nextInt(4) == 0 ? key.withState(KeyEntry.State.Suspended) : key);
    return sample.withUpstreams(sample.providers(), routes).withKeys(keys);
  }

  @Property
  void whatIsWrittenIsReadAsItWas(@ForAll("keys") KeyEntry key) {
    assertThat(ContractJson.read(ContractJson.write(key), KeyEntry.class)).isEqualTo(key);
  }

  @Property
  void denialsAreSortedAndReadAsTheyWere(@ForAll List<String> keyIds) {
    Denials denials = new Denials(1, keyIds, keyIds, List.of());
    assertThat(ContractJson.read(ContractJson.write(denials), Denials.class)).isEqualTo(denials);
    assertThat(denials.keyIds()).isSorted().doesNotHaveDuplicates();
  }

  @Property
  void strongerPatternsComeFirstWhateverTheOrder(@ForAll long seed) {
    List<ModelPattern> patterns =
        List.of("a", "ab*", "*bc", "a*", "*").stream().map(ModelPattern::of).toList();
    assertThat(shuffled(patterns, seed).stream().sorted()).isEqualTo(patterns);
  }

  @Provide
  Arbitrary<KeyEntry> keys() {
    Arbitrary<String> names =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9);
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(9)
            .filter(text ->
                !text.isBlank() && text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    return Combinators.combine(names, names, texts, names.list().ofMaxSize(4))
        .as((namespace, name, secret, models) ->
            KeyEntry.of(
                namespace + "/" + name,
                KeyText.keyIdOf(secret),
                KeyText.digestOf(secret),
                List.of("*"),
                models));
  }

  private static <T> List<T> shuffled(List<T> items, long seed) {
    List<T> copy = new ArrayList<>(items);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }
}
