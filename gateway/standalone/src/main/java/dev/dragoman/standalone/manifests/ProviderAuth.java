package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.YamlCursor;
import org.jspecify.annotations.Nullable;

/** {@code spec.auth} of a provider. */
final class ProviderAuth {
  private static final Fields FIELDS = Fields.of("type", "secretRef").later("header");
  private static final Words TYPES =
      Words.of("None", "SecretKey")
          .later(
              "AwsAmbient",
              "AwsStatic",
              "AwsBearer",
              "AzureKey",
              "AzureWorkloadIdentity",
              "GcpWorkloadIdentity",
              "GcpKey",
              "ClientKey");

  private ProviderAuth() {}

  /** The credential, null for none; an absent block is a problem. */
  static @Nullable SecretRef read(YamlCursor spec, String namespace) {
    if (spec.field("auth") == null) {
      spec.problem(
          "auth", "the field is required; {type: None} for an upstream that asks for no key");
      return null;
    }
    return readOptional(spec, namespace);
  }

  static @Nullable SecretRef readOptional(YamlCursor spec, String namespace) {
    YamlCursor auth = spec.mapping("auth");
    if (auth == null) {
      return null;
    }
    auth.allow(FIELDS);
    YamlCursor typeField = auth.required("type");
    String type = typeField == null ? null : TYPES.read(typeField);
    if (type == null) {
      return null;
    }
    if (type.equals("SecretKey")) {
      YamlCursor secret = auth.requiredMapping("secretRef");
      return secret == null ? null : SecretRef.read(secret, namespace);
    }
    YamlCursor needless = auth.field("secretRef");
    if (needless != null) {
      needless.problem("type None has no secretRef");
    }
    return null;
  }
}
