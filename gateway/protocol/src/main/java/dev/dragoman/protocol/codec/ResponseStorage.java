package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.GatewayException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol stores its answers, so that a later request may name one and build on it. What
 * stands in the stored bytes is the protocol's own affair. Stateless.
 */
public interface ResponseStorage {
  /**
   * What a request wants of storage.
   *
   * @param previous id of the answer that it builds on, null for none
   * @param store whether its own answer is to be stored
   */
  record Asked(@Nullable String previous, boolean store) {}

  /**
   * A part of a list.
   *
   * @param after id of the item before the first one, null for the beginning
   * @param limit most items
   * @param ascending whether the oldest comes first
   */
  record Page(@Nullable String after, int limit, boolean ascending) {}

  /**
   * What a request wants.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when it builds on what is stored in ways that
   *     no gateway offers
   */
  Asked asked(Scanned scanned);

  /** Ids of the answers that a stored one builds on, oldest first. */
  List<String> context(byte[] stored);

  /**
   * A body that says itself what it built on.
   *
   * @param earlier the stored answers that it builds on, oldest first
   */
  byte[] selfContained(byte[] body, List<byte[]> earlier);

  /**
   * A body that asks its upstream to store nothing.
   *
   * @param withState whether the answer is to bring the opaque state of its reasoning, without
   *     which the next turn could not go on
   */
  byte[] unstored(byte[] body, boolean withState);

  /**
   * A fresh recorder of the answer to {@code body}.
   *
   * @param context ids of what the body builds on, oldest first
   */
  AnswerRecorder recorder(byte[] body, Asked asked, List<String> context);

  /** A stored answer as its client once got it. */
  byte[] response(byte[] stored);

  /**
   * The items that a stored answer was made of, as the protocol lists them.
   *
   * @param stored with what it builds on, oldest first
   * @throws GatewayException {@code INVALID_REQUEST} when the page begins after no item of them
   */
  byte[] inputItems(List<byte[]> stored, Page page);

  /** That an answer was deleted. */
  byte[] deleted(String id);

  /** Where answers are found by their ids, such as {@code /v1/responses}. */
  String path();

  /** The refusal of a body that builds on an answer where none is stored. */
  GatewayException previousUnsupported();

  /** The refusal of a body that builds on an answer which is not stored. */
  GatewayException previousNotFound(String id);
}
