package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of a gateway say after publishing.
 *
 * @param head the newest
 * @param release what the head announces; null while a hold keeps the configuration back
 * @param credentials those of the head
 * @param held the generation that is waited at, null when nothing is held back
 */
record Published(
    BundleHead head,
    @Nullable Release release,
    Denials denials,
    Credentials credentials,
    @Nullable Long held) {
  static Published of(Release release, Denials denials, Credentials credentials) {
    return new Published(release.head(), release, denials, credentials, null);
  }
}
