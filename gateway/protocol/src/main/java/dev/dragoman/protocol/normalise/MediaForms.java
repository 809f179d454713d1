package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.model.Provider;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which forms of media the wire of a protocol has; what a model takes is said by its capabilities.
 *
 * @param protocol the protocol as users know it
 * @param files whose file ids can be sent
 * @param imageFiles whether images can be sent by file id
 * @param imageTypes types of inline images; empty for any
 * @param plainHttp whether addresses may be {@code http:}
 * @param documentUrls whether documents can be sent by address
 * @param textDocuments whether a document can be plain text, or blocks
 * @param otherDocuments which types a document can be of beside PDF; text of another type becomes
 *     plain
 * @param videoUrls whether videos can be sent by address
 */
public record MediaForms(
    String protocol,
    Provider files,
    boolean imageFiles,
    Set<String> imageTypes,
    boolean plainHttp,
    boolean documentUrls,
    boolean textDocuments,
    Predicate<String> otherDocuments,
    boolean videoUrls) {
  public MediaForms {
    imageTypes = Set.copyOf(imageTypes);
  }
}
