/**
 * The configuration a gateway runs on: plain records that know nothing of Kubernetes, so that the
 * gateway is tested without a cluster. Every source of configuration (a directory of manifests, a
 * mounted bundle, the operator's stream) ends in {@link dev.dragoman.contract.GatewayConfig}.
 */
@NullMarked
package dev.dragoman.contract;

import org.jspecify.annotations.NullMarked;
