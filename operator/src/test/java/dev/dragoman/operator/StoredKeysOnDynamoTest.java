package dev.dragoman.operator;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.keys.LocalTables;
import dev.dragoman.store.local.DynamoLocal;
import org.junit.jupiter.api.AutoClose;

@NeedsApiServer
class StoredKeysOnDynamoTest extends StoredKeysContract {
  @AutoClose private static final DynamoLocal LOCAL = DynamoLocal.start();

  StoredKeysOnDynamoTest(ApiServer server) {
    super(server, LocalTables.open(LOCAL));
  }
}
