package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.YamlCursor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of an upstream. Only its syntax is judged here: a name says nothing of an address, so the
 * gateway judges addresses when it connects.
 */
final class BaseUrl {
  private static final int MAX_LENGTH = 2048;
  private static final Pattern SHAPE = Pattern.compile("https?://[A-Za-z0-9\\[][^@?#]*");

  private BaseUrl() {}

  static @Nullable URI read(YamlCursor spec) {
    YamlCursor field = spec.required("baseUrl");
    YamlCursor insecureField = spec.field("allowInsecure");
    Boolean insecure = insecureField == null ? null : insecureField.flag();
    String text = field == null ? null : field.text();
    if (field == null || text == null) {
      return null;
    }
    URI url = parse(text);
    if (url == null) {
      field.problem(
          "expected a URL such as https://api.example.com/v1, without user, query or fragment");
    } else if (text.startsWith("http:") && !Boolean.TRUE.equals(insecure)) {
      field.problem(
          "plain http:// sends credentials in the clear; use https:// or set"
              + " spec.allowInsecure: true");
    }
    return url;
  }

  private static @Nullable URI parse(String text) {
    if (text.length() > MAX_LENGTH || !SHAPE.matcher(text).matches()) {
      return null;
    }
    try {
      URI url = new URI(text);
      return url.getHost() == null ? null : url;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
