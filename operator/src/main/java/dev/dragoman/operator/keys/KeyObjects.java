package dev.dragoman.operator.keys;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.resources.ApiKey;

/** Port: the ApiKeys whose end waits for the store. */
interface KeyObjects {
  /** Has the end of such an object wait until {@link #release}. */
  String FINALIZER = "dragoman.dev/key-store";

  /** Annotation of an object that shall not wait, whatever the store holds. */
  String SKIP = "dragoman.dev/skip-store-cleanup";

  /**
   * Has the end of a key wait.
   *
   * @return false when the object is another than it was, or gone: it is to be looked at again
   */
  boolean hold(ObjectName key, String uid);

  /** Lets a key end. One that is gone already is no failure. */
  void release(ApiKey key);

  /** Lets a key end although the store may hold it still, which people have to know. */
  void releaseUnstored(ApiKey key, String why);
}
