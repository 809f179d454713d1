package dev.dragoman.operator.keys;

import dev.dragoman.store.memory.MemoryStore;

class KeyKeeperTest extends KeyKeeperContract {
  KeyKeeperTest() {
    super(new MemoryStore());
  }
}
