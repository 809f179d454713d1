package dev.dragoman.operator.certificates;

import dev.dragoman.operator.shared.SharedSecret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the operator shows to pods and what they trust it by. {@link #renew} brings both up to date
 * and is to be called before {@link #due}; between calls nothing changes. Each replica has a server
 * certificate of its own, signed by the authority that they share.
 */
public final class OperatorCertificates {
  /** The Secret with the authority, in the operator's namespace. */
  public static final String SECRET = "dragoman-ca";

  private static final Duration SERVER_LIFE = Duration.ofDays(30);

  /** Other replicas see a change of the Secret at the latest after this. */
  private static final Duration LOOK = Duration.ofMinutes(10);

  private final SharedSecret<Authorities> secret;
  private final List<String> names;
  private final Clock clock;
  private final CertificateMint mint;
  private final ServerIdentity presented = new ServerIdentity();

  private @Nullable Authorities authorities;
  private @Nullable Identity server;
  private Instant looked = Instant.MIN;

  /**
   * Of an operator that is reached as {@code names}.
   *
   * @param namespace the operator's own
   */
  public OperatorCertificates(
      KubernetesClient client,
      String namespace,
      List<String> names,
      Clock clock,
      SecureRandom random) {
    this.secret =
        new SharedSecret<>(
            client,
            namespace,
            SECRET,
            new SharedSecret.Form<>(AuthorityForm::read, AuthorityForm::write));
    this.names = List.copyOf(names);
    this.clock = clock;
    this.mint = new CertificateMint(random);
  }

  /** The names of the headless Service {@code service}. */
  public static List<String> namesOf(String service, String namespace) {
    String inNamespace = service + "." + namespace;
    return List.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local");
  }

  /** For the server: it presents what {@link #renew} made last. */
  public SSLContext tls() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(new KeyManager[] {presented}, null, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /**
   * Reads the authority, makes or renews it when that is due, and the server's certificate.
   *
   * @return whether {@link #trusted} says something new
   */
  public synchronized boolean renew() {
    Authorities before = authorities;
    Authorities now = shared();
    authorities = now;
    looked = clock.instant();
    Identity shown = server;
    if (shown == null
        || !looked.isBefore(shown.renewal())
        || before == null
        || !before.current().certificate().equals(now.current().certificate())) {
      server = mint.server(now.current(), names, looked, SERVER_LIFE);
      presented.present(server);
    }
    return before == null || !before.trusted().equals(now.trusted());
  }

  private Authorities shared() {
    return secret.agree(known ->
        known == null
            ? Authorities.first(newAuthority())
            : known.at(clock.instant(), this::newAuthority));
  }

  private Identity newAuthority() {
    return mint.authority(clock.instant(), Authorities.LIFE);
  }

  /** When {@link #renew} is to be called again. */
  public synchronized Instant due() {
    if (authorities == null || server == null) {
      return Instant.MIN;
    }
    Instant due = looked.plus(LOOK);
    for (Instant other : List.of(authorities.due(), server.renewal())) {
      due = other.isBefore(due) ? other : due;
    }
    return due;
  }

  /** When the authority ends that signs, null before the first {@link #renew}. */
  public synchronized @Nullable Instant authorityEnds() {
    return authorities == null ? null : authorities.current().ends();
  }

  /** When the server's certificate ends, null before the first {@link #renew}. */
  public synchronized @Nullable Instant serverEnds() {
    return server == null ? null : server.ends();
  }

  /** The certificates that pods are to trust, in PEM; empty before the first {@link #renew}. */
  public synchronized String trusted() {
    return authorities == null ? "" : authorities.trusted();
  }
}
