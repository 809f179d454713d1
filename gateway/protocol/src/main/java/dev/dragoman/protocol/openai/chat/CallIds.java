package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.normalise.ToolIds;

/**
 * Ids for calls that an upstream sent without one: a hash of the answer and the place in it, never
 * of the name alone, which two calls may share.
 */
record CallIds(String responseId, int candidate) {
  String at(int ordinal) {
    // The slashes make it an id that has to be hashed.
    return ToolIds.wordCharacters(responseId + "/" + candidate + "/" + ordinal);
  }
}
