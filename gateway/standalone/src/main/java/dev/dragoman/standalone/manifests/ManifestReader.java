package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.Problems;
import dev.dragoman.standalone.yaml.YamlCursor;
import dev.dragoman.standalone.yaml.YamlDocuments;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Text to objects. Each object is read for itself: a broken one adds problems and is left out.
 * Single use.
 */
final class ManifestReader {
  private static final String GROUP = "dragoman.dev/";
  private static final String VERSION = GROUP + "v1alpha1";
  private static final List<String> KINDS =
      List.of("LlmGateway", "LlmProvider", "LlmRoute", "ApiKey", "LlmQuota");
  private static final String DEFAULT_NAMESPACE = "default";

  /** {@code status} is what a cluster writes: files taken from one hold it, nobody reads it. */
  private static final Fields TOP = Fields.of("apiVersion", "kind", "metadata", "spec", "status");

  private final Map<String, String> environment;
  private final Problems problems;
  private final SortedMap<ObjectName, GatewayManifest> gateways = new TreeMap<>();
  private final SortedMap<ObjectName, ProviderManifest> providers = new TreeMap<>();
  private final SortedMap<ObjectName, RouteManifest> routes = new TreeMap<>();
  private final SortedMap<ObjectName, KeyManifest> keys = new TreeMap<>();
  private final SortedMap<ObjectName, SecretManifest> secrets = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();
  private int foreign;
  private boolean gatewayInDoubt;

  private ManifestReader(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /**
   * All objects of the files.
   *
   * @param environment where Secrets find their {@code ${env:NAME}}
   */
  static Manifests read(
      List<ManifestFile> files, Map<String, String> environment, Problems problems) {
    ManifestReader reader = new ManifestReader(environment, problems);
    for (ManifestFile file : files) {
      int before = problems.count();
      List<YamlCursor> documents = YamlDocuments.read(file.name(), file.text(), problems);
      reader.gatewayInDoubt |= problems.count() > before;
      documents.forEach(reader::document);
    }
    return new Manifests(
        reader.gateways,
        reader.providers,
        reader.routes,
        reader.keys,
        reader.secrets,
        reader.leftOut,
        reader.foreign,
        reader.gatewayInDoubt);
  }

  private void document(YamlCursor document) {
    YamlCursor versionField = document.required("apiVersion");
    YamlCursor kindField = document.required("kind");
    String version = versionField == null ? null : versionField.text();
    String kind = kindField == null ? null : kindField.text();
    if (version == null || kind == null || versionField == null || kindField == null) {
      return;
    }
    int gatewaysBefore = gateways.size();
    read(document, version, versionField, kind, kindField);
    gatewayInDoubt |= kind.equals("LlmGateway") && gateways.size() == gatewaysBefore;
  }

  private void read(
      YamlCursor document,
      String version,
      YamlCursor versionField,
      String kind,
      YamlCursor kindField) {
    if (version.equals("v1") && kind.equals("Secret")) {
      object(document, kind, SecretManifest.TOP);
    } else if (version.equals(VERSION) && KINDS.contains(kind)) {
      object(document, kind, TOP);
    } else if (version.equals(VERSION)) {
      kindField.problem("unknown kind" + Nearest.hint(kind, KINDS));
    } else if (version.startsWith(GROUP)) {
      versionField.problem("unknown version; this build reads " + VERSION);
    } else if (!version.equals("v1") || !kind.equals("Namespace")) {
      foreign++;
    }
  }

  private void object(YamlCursor document, String kind, Fields top) {
    int before = problems.count();
    document.allow(top);
    ObjectName name = name(document);
    if (name == null) {
      return;
    }
    if (!seen.add(kind + " " + name)) {
      document.problem(kind + " " + name + " stands twice; this one is left out");
      return;
    }
    ManifestHead head = new ManifestHead(document, kind, name, before);
    dispatch(head);
    if (!head.isWhole()) {
      leftOut.add(kind + " " + name);
    }
  }

  /** The gateway is kept when it is broken: see {@link GatewayManifest#upstreamCidrs}. */
  private void dispatch(ManifestHead head) {
    switch (head.kind()) {
      case "LlmGateway" -> keep(gateways, head, GatewayManifest.read(head));
      case "LlmProvider" -> keep(providers, head, ProviderManifest.read(head));
      case "LlmRoute" -> keep(routes, head, RouteManifest.read(head));
      case "ApiKey" -> keep(keys, head, KeyManifest.read(head));
      case "Secret" -> keep(secrets, head, SecretManifest.read(head, environment));
      default ->
          head.document().problem("UnsupportedValue: kind " + head.kind() + " is not honoured yet");
    }
  }

  private static <T> void keep(
      SortedMap<ObjectName, T> objects, ManifestHead head, @Nullable T object) {
    if (object != null) {
      objects.put(head.name(), object);
    }
  }

  private @Nullable ObjectName name(YamlCursor document) {
    YamlCursor metadata = document.requiredMapping("metadata");
    if (metadata == null) {
      return null;
    }
    YamlCursor nameField = metadata.required("name");
    String name = nameField == null ? null : Syntax.NAME.text(nameField);
    YamlCursor namespaceField = metadata.field("namespace");
    String namespace =
        namespaceField == null ? DEFAULT_NAMESPACE : Syntax.NAMESPACE.text(namespaceField);
    return name == null || namespace == null ? null : new ObjectName(namespace, name);
  }
}
