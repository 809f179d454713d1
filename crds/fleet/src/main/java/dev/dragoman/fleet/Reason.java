package dev.dragoman.fleet;

/**
 * Why a condition is as it is: the whole list. What stands behind {@link #PriceMissing} only a
 * running fleet tells.
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
  PriceMissing,
  /** Every ready pod has taken it. */
  Programmed,
  /** Some ready pods have taken it. */
  Propagating,
  /** Pods refused the configuration that holds it. */
  Rejected,
  /** No pod is ready, so none serves it. */
  NoReadyPods,
  /** The store does not hold the key as it is. */
  StoreUnavailable,
  /** A budget of the key is spent. */
  BudgetExceeded,
  /** A Secret of that name belongs to somebody else. */
  SecretConflict,
  /** The end of the key is near. */
  Expiring,
  /** As many pods are ready as there have to be at least. */
  Available,
  /** Pods refuse the configuration, or say nothing. */
  Degraded,
  /** Some ready pods still use the store that the gateway named before. */
  StoreChanging,
  /** The operator failed; it tries again. */
  Error
}
