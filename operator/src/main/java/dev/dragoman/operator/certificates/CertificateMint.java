package dev.dragoman.operator.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates: elliptic curve P-256, SHA-256, valid a little earlier for clocks behind. */
final class CertificateMint {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int SERIAL_BITS = 128;

  private final SecureRandom random;

  CertificateMint(SecureRandom random) {
    this.random = random;
  }

  /** An authority that signs server certificates and no further authorities. */
  Identity authority(Instant now, Duration life) {
    // The serial number keeps two authorities of different age apart.
    BigInteger serial = serial();
    X500Name name = new X500Name("CN=dragoman-operator-ca-" + serial.toString(36).substring(0, 8));
    KeyPair keys = keys();
    try {
      JcaX509v3CertificateBuilder made =
          new JcaX509v3CertificateBuilder(
              name,
              serial,
              Date.from(now.minus(SKEW)),
              Date.from(now.plus(life)),
              name,
              keys.getPublic());
      made.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      made.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      made.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return signed(made, keys, keys.getPrivate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make an authority", e);
    }
  }

  /** A server's certificate for {@code names}, at most as long valid as its authority. */
  Identity server(Identity authority, List<String> names, Instant now, Duration life) {
    Instant end = now.plus(life).isBefore(authority.ends()) ? now.plus(life) : authority.ends();
    KeyPair keys = keys();
    PublicKey signer = authority.certificate().getPublicKey();
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      JcaX509v3CertificateBuilder made =
          new JcaX509v3CertificateBuilder(
              authority.certificate(),
              serial(),
              Date.from(now.minus(SKEW)),
              Date.from(end),
              new X500Name("CN=dragoman-operator"),
              keys.getPublic());
      made.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      made.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      made.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      made.addExtension(Extension.subjectAlternativeName, false, names(names));
      made.addExtension(
          Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(signer));
      return signed(made, keys, authority.key());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a server certificate", e);
    }
  }

  private Identity signed(X509v3CertificateBuilder made, KeyPair keys, PrivateKey signer)
      throws GeneralSecurityException {
    try {
      return new Identity(
          new JcaX509CertificateConverter()
              .getCertificate(made.build(new JcaContentSignerBuilder(SIGNATURE).build(signer))),
          keys.getPrivate());
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static GeneralNames names(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  private KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform here has P-256", e);
    }
  }
}
