package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Renaming of tools to what a target accepts, undone in its answer. Names that the target accepts
 * stay; in others each refused character becomes {@code _}, and an over-long or colliding name
 * keeps its first 55 characters plus {@code _} and 8 hex digits of the SHA-256 of the original. A
 * pure function of the set of names, so that every turn of a conversation renames alike.
 */
public final class ToolNames {
  public static final ToolNames UNCHANGED = new ToolNames(Map.of(), Map.of());

  private static final int MAX_LENGTH = 64;
  private static final int KEPT = 55;

  private final Map<String, String> toTarget;
  private final Map<String, String> toClient;

  private ToolNames(Map<String, String> toTarget, Map<String, String> toClient) {
    this.toTarget = toTarget;
    this.toClient = toClient;
  }

  /** Names of {@code [a-zA-Z0-9_-]} up to 64 characters, as OpenAI, Anthropic and Bedrock take. */
  public static ToolNames wordCharacters(Collection<String> names) {
    return of(names, new Rule(_ -> true, ToolNames::isWordCharacter));
  }

  /** Names of {@code [a-zA-Z_][a-zA-Z0-9_.:-]*} up to 64 characters, as Gemini takes. */
  public static ToolNames dottedWords(Collection<String> names) {
    return of(
        names,
        new Rule(c -> isLetter(c) || c == '_', c -> isWordCharacter(c) || c == '.' || c == ':'));
  }

  /** Which characters a target accepts, and which at the start of a name. */
  private record Rule(IntPredicate first, IntPredicate any) {
    boolean accepts(String name) {
      return !name.isEmpty()
          && name.length() <= MAX_LENGTH
          && first.test(name.charAt(0))
          && name.chars().allMatch(any);
    }

    /** The name with {@code _} for each refused character, and before a first that may not be. */
    String legal(String name) {
      StringBuilder legal = new StringBuilder(name.length() + 1);
      name.chars().forEach(c -> legal.append(any.test(c) ? (char) c : '_'));
      boolean starts = legal.isEmpty() || first.test(legal.charAt(0));
      return starts ? legal.toString() : legal.insert(0, '_').toString();
    }
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWordCharacter(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  private static ToolNames of(Collection<String> names, Rule rule) {
    Map<String, String> toTarget = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      if (rule.accepts(name)) {
        taken.add(name);
      }
    }
    for (String name : names) {
      if (!rule.accepts(name) && !toTarget.containsKey(name)) {
        toTarget.put(name, renamed(name, rule, taken));
      }
    }
    if (toTarget.isEmpty()) {
      return UNCHANGED;
    }
    Map<String, String> toClient = new HashMap<>();
    toTarget.forEach((client, target) -> toClient.put(target, client));
    return new ToolNames(Map.copyOf(toTarget), Map.copyOf(toClient));
  }

  private static String renamed(String name, Rule rule, Set<String> taken) {
    String legal = rule.legal(name);
    boolean collides = legal.isEmpty() || legal.length() > MAX_LENGTH || !taken.add(legal);
    if (!collides) {
      return legal;
    }
    String kept = legal.substring(0, Math.min(KEPT, legal.length()));
    String hashed = kept + "_" + hash(name);
    taken.add(hashed);
    return hashed;
  }

  private static String hash(String name) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The target's name of a tool. */
  public String toTarget(String name) {
    return toTarget.getOrDefault(name, name);
  }

  /** The client's name of a tool. */
  public String toClient(String name) {
    return toClient.getOrDefault(name, name);
  }

  /** The event with the client's name in it. */
  public StreamEvent restored(StreamEvent event) {
    if (!toClient.isEmpty()
        && event instanceof BlockStart(int block, int candidate, ToolCall call)) {
      return new BlockStart(block, candidate, restored(call));
    }
    return event;
  }

  /** The response with the client's names in it. */
  public ChatResponse restored(ChatResponse response) {
    if (toClient.isEmpty()) {
      return response;
    }
    return new ChatResponse(
        response.id(),
        response.model(),
        response.created(),
        response.candidates().stream().map(this::restored).toList(),
        response.usage(),
        response.serviceTier(),
        response.fingerprint(),
        response.safety(),
        response.ext());
  }

  private Candidate restored(Candidate candidate) {
    List<ContentBlock> content =
        candidate.content().stream()
            .map(block -> block instanceof ToolCall call ? restored(call) : block)
            .toList();
    return new Candidate(
        candidate.index(), content, candidate.stop(), candidate.logprobs(), candidate.ext());
  }

  private ToolCall restored(ToolCall call) {
    return new ToolCall(
        call.id(),
        call.itemId(),
        toClient(call.name()),
        call.namespace(),
        call.arguments(),
        call.freeform(),
        call.signature(),
        call.cache(),
        call.ext());
  }
}
