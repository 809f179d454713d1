package dev.dragoman.protocol.model;

/** Who speaks. Tool results are blocks inside a {@link #USER} message, never a role. */
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT
}
