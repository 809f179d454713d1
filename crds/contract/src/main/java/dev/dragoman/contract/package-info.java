/**
 * The configuration a gateway runs on: plain records that know nothing of Kubernetes, so that the
 * gateway is tested without a cluster. Every source of configuration (a directory of manifests, a
 * mounted bundle, the operator's stream) ends in {@link dev.dragoman.contract.GatewayConfig}; it
 * travels as a {@link dev.dragoman.contract.Bundle} of content-addressed shards.
 *
 * <p>In every record {@code @Nullable} means absent, collections are never null, and compact
 * constructors refuse what makes no sense. Imports {@code java.*}, JSpecify, Jackson's annotations
 * and, for {@link dev.dragoman.contract.ContractJson} alone, Jackson 3.
 */
@NullMarked
package dev.dragoman.contract;

import org.jspecify.annotations.NullMarked;
