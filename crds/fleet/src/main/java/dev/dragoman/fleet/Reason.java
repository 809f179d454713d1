package dev.dragoman.fleet;

/**
 * Why a condition is as it is, as far as the resources alone tell. The operator has further reasons
 * for what only a running fleet tells.
 */
public enum Reason {
  Accepted,
  ResolvedRefs,
  Ready,
  Pending,
  InvalidSpec,
  UnsupportedValue,
  NotAllowedByParent,
  NoMatchingParent,
  Conflicted,
  Disabled,
  Suspended,
  Revoked,
  GatewayNotFound,
  ProviderNotFound,
  RouteNotFound,
  QuotaNotFound,
  SecretNotFound,
  SecretKeyMissing,
  RefNotPermitted,
  PriceMissing
}
