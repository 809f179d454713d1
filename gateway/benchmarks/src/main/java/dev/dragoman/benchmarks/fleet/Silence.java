package dev.dragoman.benchmarks.fleet;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Denials;
import dev.dragoman.gateway.source.Origin;
import dev.dragoman.gateway.source.SourceListener;
import org.jspecify.annotations.Nullable;

/** Hears nothing but faults, which end the measurement. */
enum Silence implements SourceListener {
  INSTANCE;

  @Override
  public void inForce(Origin origin) {}

  @Override
  public void refused(@Nullable BundleHead head, String reason) {
    throw new IllegalStateException("the pod refuses a configuration: " + reason);
  }

  @Override
  public void denied(Denials denials) {}

  @Override
  public void credentials(long revision, Origin origin) {}

  @Override
  public void connected(String address) {}

  @Override
  public void disconnected(String reason) {}

  @Override
  public void callFailed(String reason) {}

  @Override
  public void copyFailed(String reason) {
    throw new IllegalStateException("the pod cannot write its copy: " + reason);
  }

  @Override
  public void copyRecovered() {}

  @Override
  public void faulty(RuntimeException fault) {
    throw fault;
  }
}
