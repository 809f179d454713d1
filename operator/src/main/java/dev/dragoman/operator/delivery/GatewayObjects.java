package dev.dragoman.operator.delivery;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects that belong to one gateway, read and written without a cache between. */
interface GatewayObjects {
  /**
   * What the API server has now.
   *
   * @throws DeliveryException when an object of this name belongs to somebody else
   */
  Optional<StoredFiles> read(ObjectId id);

  /**
   * Writes all files of an object, whose owner becomes the gateway.
   *
   * @param version that the object must still have, null when it must not exist
   * @throws LostRaceException when it has another: somebody wrote meanwhile
   */
  StoredFiles write(ObjectId id, Map<String, byte[]> files, @Nullable String version);
}
