package dev.dragoman.resources.gateway;

/** How the gateway is reached. */
public enum ServiceType {
  ClusterIP,
  LoadBalancer,
  NodePort
}
