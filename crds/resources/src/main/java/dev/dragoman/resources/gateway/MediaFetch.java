package dev.dragoman.resources.gateway;

/** From where media are fetched that a client names by address. */
public enum MediaFetch {
  /** From nowhere. */
  Disabled,
  /** From addresses with TLS. */
  Https,
  /** From all addresses. */
  HttpAndHttps
}
