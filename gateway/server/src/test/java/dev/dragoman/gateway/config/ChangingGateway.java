package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.Denials.Withdrawn;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.NamespacesEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small gateway that somebody edits at random: providers {@code p0} to {@code p2}, routes {@code
 * r0} to {@code r3}, keys {@code team/k0} to {@code team/k2}, their names being their uids. Some of
 * what comes out this build does not serve, and some is inconsistent.
 */
final class ChangingGateway {
  /** Names to ask for: routes have these, or a pattern of them. */
  static final List<String> MODELS = List.of("a", "ab", "abc", "b", "bc", "c");

  private static final List<String> PATTERNS = List.of("a", "ab", "a*", "*c", "bc", "*");
  private static final List<CredentialRef> CREDENTIALS =
      List.of(new CredentialRef("c0"), new CredentialRef("c1"));

  private final Map<String, ProviderEntry> providers = new TreeMap<>();
  private final Map<String, RouteEntry> routes = new TreeMap<>();
  private final Map<String, KeyEntry> keys = new TreeMap<>();
  private final Map<CredentialRef, String> credentials = new HashMap<>();
  private GatewayEntry gateway = gateway(new Random(0));
  private Denials denials = Denials.NONE;
  private long generation;

  /** What is edited. */
  enum Part {
    PROVIDER,
    ROUTE,
    KEY,
    GATEWAY,
    CREDENTIAL,
    DENIALS
  }

  /** One edit; equal ones do the same. */
  record Edit(Part part, long seed) {}

  ChangingGateway() {
    Random random = new Random(0);
    IntStream.range(0, 3).forEach(i -> providers.put("p" + i, provider("p" + i, random)));
    IntStream.range(0, 3).forEach(i -> routes.put("r" + i, route("r" + i, random)));
    IntStream.range(0, 3).forEach(i -> keys.put("team/k" + i, key("team/k" + i, random)));
  }

  void apply(Edit edit) {
    Random random = new Random(edit.seed());
    switch (edit.part()) {
      case PROVIDER -> {
        String name = "p" + random.nextInt(3);
        if (random.nextInt(8) == 0) {
          providers.remove(name);
        } else {
          providers.put(name, provider(name, random));
        }
      }
      case ROUTE -> {
        String name = "r" + random.nextInt(4);
        if (random.nextInt(4) == 0) {
          routes.remove(name);
        } else {
          routes.put(name, route(name, random));
        }
      }
      case KEY -> {
        String name = "team/k" + random.nextInt(3);
        if (random.nextInt(4) == 0) {
          keys.remove(name);
        } else {
          keys.put(name, key(name, random));
        }
      }
      case GATEWAY -> gateway = gateway(random);
      case CREDENTIAL -> {
        CredentialRef ref = CREDENTIALS.get(random.nextInt(2));
        if (random.nextInt(3) == 0) {
          credentials.remove(ref);
        } else {
          credentials.put(ref, "secret " + random.nextInt(2));
        }
      }
      case DENIALS -> denials = denials(random, denials.revision() + 1);
    }
  }

  /** All of it, one generation later than the last time. */
  Configuration configuration() {
    generation++;
    return new Configuration(
        GatewayConfig.of(
            generation,
            gateway,
            List.copyOf(providers.values()),
            List.copyOf(routes.values()),
            List.copyOf(keys.values())),
        credentials);
  }

  Denials denials() {
    return denials;
  }

  /** Public ids of all keys that there can be. */
  static List<String> keyIds() {
    return IntStream.range(0, 4).mapToObj(ChangingGateway::keyId).toList();
  }

  private static String keyId(int number) {
    return KeyText.keyIdOf("text " + number);
  }

  private static GatewayEntry gateway(Random random) {
    return GatewayEntry.of(
        "test",
        StoreEntry.MEMORY,
        new PolicyEntry(random.nextBoolean(), true),
        switch (random.nextInt(6)) {
          case 0 -> List.of("10.0.0.0/8");
          case 1 -> List.of("no range");
          default -> List.of();
        });
  }

  private static ProviderEntry provider(String name, Random random) {
    URI url = URI.create(random.nextBoolean() ? "https://one.example/v1" : "https://two.example");
    return switch (random.nextInt(7)) {
      case 0 ->
          ProviderEntry.simulated(
              name, new SimulatedEntry(Duration.ZERO, Duration.ZERO, random.nextInt(2)));
      case 1 ->
          ProviderEntry.at(
              url, name, ProtocolName.Gemini, new AuthEntry(AuthEntry.Type.AwsAmbient, null, null));
      case 2 ->
          ProviderEntry.at(
              URI.create("https://under_score.example"),
              name,
              ProtocolName.OpenAIChat,
              AuthEntry.NONE);
      case 3, 4 ->
          ProviderEntry.at(
              url,
              name,
              ProtocolName.AnthropicMessages,
              AuthEntry.secretKey(CREDENTIALS.get(random.nextInt(2))));
      default -> ProviderEntry.at(url, name, ProtocolName.OpenAIChat, AuthEntry.NONE);
    };
  }

  private static RouteEntry route(String name, Random random) {
    List<BackendEntry> backends =
        IntStream.range(0, 1 + random.nextInt(2)).mapToObj(i -> backend("b" + i, random)).toList();
    return new RouteEntry(
        name,
        name,
        PATTERNS.stream().filter(pattern -> random.nextInt(3) == 0 || pattern.equals("a")).toList(),
        random.nextBoolean(),
        random.nextInt(5) == 0 ? RouteEntry.State.Disabled : RouteEntry.State.Active,
        null,
        NamespacesEntry.ALL,
        backends,
        random.nextInt(6) == 0 ? cached() : RoutePolicy.DEFAULT);
  }

  /** What this build does not honour. */
  private static RoutePolicy cached() {
    RoutePolicy usual = RoutePolicy.DEFAULT;
    return new RoutePolicy(
        usual.timeouts(),
        usual.failover(),
        usual.lossPolicy(),
        null,
        null,
        null,
        new RoutePolicy.Cache(Duration.ofMinutes(1), RoutePolicy.Cache.Scope.Key, 1),
        null,
        null);
  }

  private static BackendEntry backend(String name, Random random) {
    TimeoutsEntry usual = TimeoutsEntry.DEFAULT;
    return new BackendEntry(
        name,
        "p" + random.nextInt(3),
        random.nextBoolean() ? null : "upstream-model",
        random.nextInt(3),
        random.nextInt(2),
        random.nextBoolean()
            ? usual
            : new TimeoutsEntry(
                usual.connect().plusSeconds(1),
                usual.firstToken(),
                usual.idle(),
                usual.total().plusSeconds(1)),
        null,
        random.nextInt(6) == 0 ? Map.of("field", "1") : Map.of());
  }

  private static KeyEntry key(String name, Random random) {
    int number = random.nextInt(4);
    KeyEntry key =
        KeyEntry.of(
            name,
            keyId(number),
            KeyText.digestOf("text " + number),
            random.nextBoolean() ? List.of("*") : List.of("r0", "r1"),
            List.of("*"));
    return random.nextInt(4) == 0 ? key.withState(KeyEntry.State.Suspended) : key;
  }

  private static Denials denials(Random random, long revision) {
    List<String> uids =
        Stream.of("p0", "p1", "r0", "r1", "team/k0").filter(_ -> random.nextInt(6) == 0).toList();
    List<Withdrawn> withdrawn =
        new ArrayList<>(
            List.of(
                new Withdrawn("r0", "p0"),
                new Withdrawn("r1", "test"),
                new Withdrawn("team/k1", "r1"),
                new Withdrawn("team/k2", "test")));
    withdrawn.removeIf(_ -> random.nextInt(4) != 0);
    return new Denials(
        revision, keyIds().stream().filter(_ -> random.nextInt(4) == 0).toList(), uids, withdrawn);
  }
}
