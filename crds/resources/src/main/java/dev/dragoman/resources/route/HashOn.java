package dev.dragoman.resources.route;

/** What is hashed to choose a backend. */
public enum HashOn {
  ApiKey,
  Conversation,
  Header
}
