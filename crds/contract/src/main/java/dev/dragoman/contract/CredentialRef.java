package dev.dragoman.contract;

/** Names a credential. The value is kept apart and never appears in a configuration. */
public record CredentialRef(String name) {}
