package dev.dragoman.gateway.source;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Denials;
import org.jspecify.annotations.Nullable;

/** Port: is told what becomes of the sources. What it is told holds no secret. */
public interface SourceListener {
  /** The configuration in force is of this origin. */
  void inForce(Origin origin);

  /**
   * A configuration is not valid before it is even compiled: a part is not what its digest says, or
   * it is not of the contract.
   *
   * @param head null when not even the announcement could be read
   */
  void refused(@Nullable BundleHead head, String reason);

  /** These are refused from now on. */
  void denied(Denials denials);

  /** Other credentials are held from now on. */
  void credentials(long revision, Origin origin);

  /** The stream is connected. */
  void connected(String address);

  /** The stream is not connected; said again only when the reason changes. */
  void disconnected(String reason);

  /** A call of the operator failed and will be made again. */
  void callFailed(String reason);

  /** The pod's own copy cannot be written; what is served goes on from memory. Said once. */
  void copyFailed(String reason);

  /** The pod's own copy can be written again. */
  void copyRecovered();

  /** A fault of the gateway's own in a source, which goes on. */
  void faulty(RuntimeException fault);
}
