package dev.dragoman.operator.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** A certificate with its key. */
record Identity(X509Certificate certificate, PrivateKey key) {
  Instant begins() {
    return certificate.getNotBefore().toInstant();
  }

  Instant ends() {
    return certificate.getNotAfter().toInstant();
  }

  /** When two thirds of its life are over: time for another while this one is still good. */
  Instant renewal() {
    Duration life = Duration.between(begins(), ends());
    return begins().plus(life.multipliedBy(2).dividedBy(3));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Identity[%s until %s]".formatted(certificate.getSubjectX500Principal(), ends());
  }
}
