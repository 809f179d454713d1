package dev.dragoman.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

final class DynamoLocalTest {
  @Test
  void answersOnItsEndpointUntilItIsClosed() throws Exception {
    // Given
    URI endpoint;
    int status;

    // When
    try (DynamoLocal local = DynamoLocal.start();
        HttpClient client = HttpClient.newHttpClient()) {
      endpoint = local.endpoint();
      var listTables =
          HttpRequest.newBuilder(endpoint)
              .header("x-amz-target", "DynamoDB_20120810.ListTables")
              .header("content-type", "application/x-amz-json-1.0")
              .header(
                  "authorization",
                  "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      var response = client.send(listTables, BodyHandlers.ofString());
      status = response.statusCode();
      assertThat(response.body()).isEqualTo("{\"TableNames\":[]}");
    }

    // Then
    assertThat(status).isEqualTo(200);
    assertThatThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort()).close())
        .isInstanceOf(IOException.class);
  }
}
