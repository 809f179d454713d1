package dev.dragoman.protocol.normalise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/**
 * Ids of tool calls as a target accepts them. Pure functions of the id alone: call and result
 * always agree, and a conversation keeps its ids from turn to turn, so cached prefixes stay
 * identical (bifrost#5097, screenpipe#3252).
 */
public final class ToolIds {
  private static final String PREFIX = "call_";
  private static final int HASH_BYTES = 12;
  private static final int HASHED_LENGTH = PREFIX.length() + 2 * HASH_BYTES;
  private static final int MAX_LENGTH = 64;

  private ToolIds() {}

  /**
   * An id of 1 to 64 characters of {@code [a-zA-Z0-9_-]}, as Anthropic takes: unchanged when it is
   * one already, else {@code call_} and 24 hex digits of its SHA-256.
   */
  public static String wordCharacters(String id) {
    return accepted(id, ToolIds::isWordCharacter);
  }

  /**
   * An id of 1 to 64 characters of {@code [a-zA-Z0-9_.:-]}, as Bedrock takes: unchanged when it is
   * one already, else {@code call_} and 24 hex digits of its SHA-256.
   */
  public static String wordDotColon(String id) {
    return accepted(id, c -> isWordCharacter(c) || c == '.' || c == ':');
  }

  private static String accepted(String id, IntPredicate character) {
    boolean accepted = !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(character);
    return accepted ? id : hashed(id);
  }

  /**
   * An id of at most {@code max} characters: unchanged when it is short enough, else {@code call_}
   * and 24 hex digits of its SHA-256.
   *
   * @param max at least 29, the length of a hashed id
   */
  public static String atMost(int max, String id) {
    if (max < HASHED_LENGTH) {
      throw new IllegalArgumentException("a hashed id has " + HASHED_LENGTH + " characters");
    }
    return id.length() <= max ? id : hashed(id);
  }

  private static boolean isWordCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  private static String hashed(String id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(id.getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
