package dev.dragoman.operator.delivery;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.dragoman.contract.DeliveryPaths;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges tokens by the keys that the API server publishes, for an operator that has no right of the
 * whole cluster to ask for a review (kubernetes.md 3.3). What a review would know besides is not
 * known here: the token of a pod that is gone is good until it ends, after an hour at most.
 */
final class SignedTokens implements Tokens {
  private static final String CONFIGURATION = "/.well-known/openid-configuration";
  private static final String KEYS = "/openid/v1/jwks";
  private static final String KUBERNETES = "kubernetes.io";
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final KubernetesClient client;
  private final JWKSource<SecurityContext> keys;
  private volatile @Nullable DefaultJWTProcessor<SecurityContext> processor;

  SignedTokens(KubernetesClient client) {
    this.client = client;
    // They are asked for again when a token names one that is not among them, not at every flood.
    this.keys = JWKSourceBuilder.create(new PublishedKeys(client)).refreshAheadCache(false).build();
  }

  private record PublishedKeys(KubernetesClient client) implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        return JWKSet.parse(client.raw(KEYS));
      } catch (ParseException | KubernetesClientException e) {
        throw new KeySourceException("the API server's keys cannot be read", e);
      }
    }

    @Override
    public void close() {
      // The client belongs to somebody else.
    }
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    try {
      return caller(processor().process(token, null));
    } catch (KeySourceException e) {
      throw new IllegalStateException("the API server's keys cannot be had", e);
    } catch (ParseException | BadJOSEException | JOSEException _) {
      return Optional.empty();
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor() throws KeySourceException {
    DefaultJWTProcessor<SecurityContext> known = processor;
    if (known != null) {
      return known;
    }
    DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
    made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    made.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            DeliveryPaths.AUDIENCE,
            new JWTClaimsSet.Builder().issuer(issuer()).build(),
            Set.of("exp", KUBERNETES)));
    processor = made;
    return made;
  }

  private String issuer() throws KeySourceException {
    try {
      return JSONObjectUtils.getString(JSONObjectUtils.parse(client.raw(CONFIGURATION)), "issuer");
    } catch (ParseException | KubernetesClientException e) {
      throw new KeySourceException("the API server's issuer cannot be read", e);
    }
  }

  private static Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
    Map<String, Object> bound = claims.getJSONObjectClaim(KUBERNETES);
    Map<String, Object> account = JSONObjectUtils.getJSONObject(bound, "serviceaccount");
    String namespace = JSONObjectUtils.getString(bound, "namespace");
    if (account == null || namespace == null) {
      return Optional.empty();
    }
    Map<String, Object> pod = JSONObjectUtils.getJSONObject(bound, "pod");
    return Optional.of(
        new Caller(
            namespace,
            JSONObjectUtils.getString(account, "name"),
            pod == null ? null : JSONObjectUtils.getString(pod, "uid")));
  }
}
