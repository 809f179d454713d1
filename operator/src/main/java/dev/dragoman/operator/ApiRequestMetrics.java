package dev.dragoman.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * Counts what is asked of the API server, by method and by the status of the answer; a request
 * without an answer has the code {@value #NO_ANSWER}, as in client-go's {@code
 * rest_client_requests_total}. A watch counts once, when it begins.
 */
final class ApiRequestMetrics implements Interceptor {
  static final String NO_ANSWER = "<error>";

  private final MeterRegistry registry;

  ApiRequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    count(request, Integer.toString(response.code()));
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    count(request, NO_ANSWER);
  }

  private void count(HttpRequest request, String code) {
    Counter.builder(MetricNames.API_REQUESTS)
        .description("Requests to the API server by method and by the code of the answer")
        .baseUnit("requests")
        .tag("method", request.method().toUpperCase(Locale.ROOT))
        .tag("code", code)
        .register(registry)
        .increment();
  }
}
