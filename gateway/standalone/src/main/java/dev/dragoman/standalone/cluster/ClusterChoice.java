package dev.dragoman.standalone.cluster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is asked, and for what.
 *
 * @param context of the kubeconfig; null for the current one
 * @param namespace null for all
 */
public record ClusterChoice(
    Path kubeconfig, @Nullable String context, @Nullable String namespace) {}
