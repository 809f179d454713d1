package dev.dragoman.operator.keys;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.resources.ApiKey;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was asked of objects. */
final class FakeKeyObjects implements KeyObjects {
  final List<String> held = new ArrayList<>();
  final List<String> released = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  @Override
  public boolean hold(ObjectName key, String uid) {
    held.add(uid);
    return true;
  }

  @Override
  public void release(ApiKey key) {
    released.add(key.getMetadata().getUid());
  }

  @Override
  public void releaseUnstored(ApiKey key, String why) {
    warnings.add(why);
    release(key);
  }
}
