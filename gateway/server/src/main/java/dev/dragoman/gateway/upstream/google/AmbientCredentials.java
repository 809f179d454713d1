package dev.dragoman.gateway.upstream.google;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials this process has, in the order of Google's Application Default Credentials: the
 * file that {@code GOOGLE_APPLICATION_CREDENTIALS} names, which may be one of workload identity
 * federation; what {@code gcloud auth application-default login} left; the metadata server, which
 * on GKE is that of workload identity. The library's own search asks for the metadata server once
 * in the life of a process, and on GKE that may be up later than a pod.
 *
 * @param named file that the environment names, null for none
 * @param ofGcloud file that gcloud may have left
 */
record AmbientCredentials(@Nullable Path named, Path ofGcloud, HttpTransportFactory transports) {
  private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";

  static AmbientCredentials of(Map<String, String> environment, HttpTransportFactory transports) {
    String named = environment.get(FILE);
    String configuration = environment.get("CLOUDSDK_CONFIG");
    Path directory =
        configuration == null
            ? Path.of(System.getProperty("user.home", ""), ".config", "gcloud")
            : Path.of(configuration);
    return new AmbientCredentials(
        named == null || named.isEmpty() ? null : Path.of(named),
        directory.resolve("application_default_credentials.json"),
        transports);
  }

  /**
   * The credentials.
   *
   * @throws IllegalStateException when the file that the environment names is none of credentials
   * @throws IOException when a file cannot be read
   */
  GoogleCredentials credentials() throws IOException {
    Path file = named;
    if (file == null && Files.isReadable(ofGcloud)) {
      file = ofGcloud;
    }
    return file == null
        ? ComputeEngineCredentials.newBuilder()
            .setScopes(GoogleTokens.SCOPES)
            .setHttpTransportFactory(transports)
            .build()
        : read(file).createScoped(GoogleTokens.SCOPES);
  }

  private GoogleCredentials read(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    try {
      return GoogleCredentials.fromStream(new ByteArrayInputStream(json), transports);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          file + " is no file of credentials for Google Cloud that can be used", e);
    }
  }
}
