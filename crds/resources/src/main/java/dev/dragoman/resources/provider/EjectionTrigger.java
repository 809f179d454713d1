package dev.dragoman.resources.provider;

/** A failure that counts against an upstream. */
public enum EjectionTrigger {
  ConnectError,
  Http5xx,
  Http429,
  Timeout,
  Http401
}
