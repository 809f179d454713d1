package dev.dragoman.gateway;

import dev.dragoman.gateway.auth.ApiKeyAuthenticator;
import dev.dragoman.gateway.auth.Authenticator;
import dev.dragoman.gateway.config.ApplyListener;
import dev.dragoman.gateway.config.ConfigHolder;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.exchange.Calls;
import dev.dragoman.gateway.exchange.ExchangePipeline;
import dev.dragoman.gateway.exchange.MediaListener;
import dev.dragoman.gateway.http.HealthHandler;
import dev.dragoman.gateway.http.IdleConnection;
import dev.dragoman.gateway.http.InboundRoutes;
import dev.dragoman.gateway.memory.BoundedThoughtMemory;
import dev.dragoman.gateway.memory.ThoughtMemory;
import dev.dragoman.gateway.route.Router;
import dev.dragoman.gateway.telemetry.ConfigTelemetry;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.gateway.telemetry.GatewayMetrics;
import dev.dragoman.gateway.telemetry.MediaMetrics;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.protocol.codec.Families;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;

/** Every part of a gateway, in the order of the flow. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class GatewayWiring {
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);

  @Bean
  HttpAccounts httpAccounts() {
    return new HttpAccounts(Schedulers.parallel());
  }

  @Bean
  ApplyListener applyListener(MeterRegistry registry, Clock clock) {
    return new ConfigTelemetry(registry, clock);
  }

  @Bean
  LiveConfig liveConfig(
      FirstConfiguration first, HttpAccounts accounts, Clock clock, ApplyListener listener) {
    return first.isKnown()
        ? LiveConfig.serving(first.get(), accounts, clock, listener)
        : new LiveConfig(accounts, clock, listener);
  }

  @Bean
  Readiness readiness(FirstConfiguration first) {
    return first.isKnown() ? Readiness.atOnce() : Readiness.later();
  }

  /** For the probes of the management port, which Spring answers. */
  @Bean
  HealthIndicator servingHealthIndicator(Readiness readiness) {
    return () -> (readiness.isReady() ? Health.up() : Health.outOfService()).build();
  }

  @Bean
  ConfigHolder configHolder(LiveConfig live) {
    return live.holder();
  }

  @Bean
  Authenticator authenticator(Clock clock) {
    return new ApiKeyAuthenticator(clock);
  }

  @Bean
  Router router() {
    return new Router(Families.load(), bound -> ThreadLocalRandom.current().nextInt(bound));
  }

  @Bean(destroyMethod = "dispose")
  DeadlineScheduler deadlines() {
    return new DeadlineScheduler(Schedulers.parallel());
  }

  @Bean
  Calls calls(GatewaySettings settings, DeadlineScheduler deadlines) {
    return new Calls(settings.keepAliveInterval(), Schedulers.parallel(), deadlines);
  }

  @Bean
  ThoughtMemory thoughtMemory(Clock clock) {
    return new BoundedThoughtMemory(BoundedThoughtMemory.Bounds.USUAL, clock);
  }

  @Bean
  MediaListener mediaListener(MeterRegistry registry) {
    return new MediaMetrics(registry);
  }

  @Bean
  ExchangePipeline exchangePipeline(
      ConfigHolder configs,
      Authenticator authenticator,
      Router router,
      Calls calls,
      ThoughtMemory memory,
      MediaListener fetches) {
    return new ExchangePipeline(configs, authenticator, router, calls, memory, fetches);
  }

  @Bean
  ExchangeLog exchangeLog(MeterRegistry registry) {
    return new ExchangeLog(new GatewayMetrics(registry));
  }

  @Bean
  HealthHandler healthHandler(ApplicationAvailability availability, Readiness readiness) {
    return new HealthHandler(availability, readiness::isReady);
  }

  @Bean
  InboundRoutes inboundRoutes(
      ConfigHolder configs,
      Authenticator authenticator,
      ExchangePipeline pipeline,
      ExchangeLog log,
      Edge edge) {
    return new InboundRoutes(
        new InboundRoutes.Parts(
            configs, authenticator, pipeline, log, edge.settings.maxBodyBytes(), edge.health),
        edge.clock,
        edge.deadlines);
  }

  @Bean
  RouterFunction<ServerResponse> routes(InboundRoutes inbound) {
    return inbound.routes();
  }

  @Bean
  HttpHandler httpHandler(InboundRoutes inbound, ApplicationContext context) {
    return inbound.before(WebHttpHandlerBuilder.applicationContext(context).build());
  }

  /** What the client port needs beside the pipeline. */
  record Edge(GatewaySettings settings, HealthHandler health, Clock clock, Scheduler deadlines) {}

  @Bean
  Edge edge(
      GatewaySettings settings, HealthHandler health, Clock clock, DeadlineScheduler deadlines) {
    return new Edge(settings, health, clock, deadlines);
  }

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> boundedServer() {
    return factory ->
        factory.addServerCustomizers(server ->
            server
                .doOnChannelInit((observer, channel, client) ->
                    channel
                        .pipeline()
                        .addAfter(
                            NettyPipeline.HttpCodec, null, new IdleConnection(IDLE_CONNECTION)))
                .httpRequestDecoder(decoder ->
                    decoder
                        .maxHeaderSize(MAX_HEADER_BYTES)
                        .maxInitialLineLength(MAX_HEADER_BYTES)));
  }
}
