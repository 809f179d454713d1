package dev.dragoman.protocol.fuzz;

import java.util.Locale;

/** What an input is read as. */
enum Kind {
  REQUEST,
  RESPONSE,
  STREAM;

  /** The name of golden files of this kind, behind their protocol. */
  String suffix() {
    return this == STREAM ? ".stream.sse" : "." + label() + ".json";
  }

  /** The last part of a kept input's name. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
