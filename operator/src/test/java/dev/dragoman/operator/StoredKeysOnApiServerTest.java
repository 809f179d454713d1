package dev.dragoman.operator;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.store.memory.MemoryStore;

@NeedsApiServer
class StoredKeysOnApiServerTest extends StoredKeysContract {
  StoredKeysOnApiServerTest(ApiServer server) {
    super(server, new MemoryStore());
  }
}
