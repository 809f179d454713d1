package dev.dragoman.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Digest {
  /** Copied for each use: finding it among the platform's providers takes longer than a digest. */
  private static final MessageDigest SHA256 = ofPlatform();

  private Digest() {}

  static byte[] bytes(byte[] content) {
    return sha256().digest(content);
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException e) {
      return ofPlatform();
    }
  }

  private static MessageDigest ofPlatform() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** In lower-case hex. */
  static String of(byte[] content) {
    return HexFormat.of().formatHex(bytes(content));
  }

  /** Of what is left of a stream, in lower-case hex. */
  static String of(InputStream content) throws IOException {
    DigestInputStream digested = new DigestInputStream(content, sha256());
    digested.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digested.getMessageDigest().digest());
  }
}
