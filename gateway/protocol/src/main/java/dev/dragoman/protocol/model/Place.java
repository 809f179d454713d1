package dev.dragoman.protocol.model;

/**
 * Where a part of a request stood in the client's body: what a refusal or a warning about it names.
 * Paths are spelled when they are asked for, since most requests are neither refused nor warned
 * about.
 */
public interface Place {
  /** Path of the part itself, such as {@code messages[2].content[0]}. */
  String path();

  /** Path of the part's member {@code field}. */
  String path(String field);

  /** The place of the content block {@code index} within this message or block. */
  Place block(int index);
}
