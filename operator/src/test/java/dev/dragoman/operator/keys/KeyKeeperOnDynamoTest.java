package dev.dragoman.operator.keys;

import dev.dragoman.store.local.DynamoLocal;
import org.junit.jupiter.api.AutoClose;

class KeyKeeperOnDynamoTest extends KeyKeeperContract {
  @AutoClose private static final DynamoLocal LOCAL = DynamoLocal.start();

  KeyKeeperOnDynamoTest() {
    super(LocalTables.open(LOCAL));
  }
}
