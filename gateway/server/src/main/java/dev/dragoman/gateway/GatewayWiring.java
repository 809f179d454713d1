package dev.dragoman.gateway;

import dev.dragoman.gateway.account.Accounts;
import dev.dragoman.gateway.admin.KeyPage;
import dev.dragoman.gateway.alert.Alerts;
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
import dev.dragoman.gateway.http.LiteralTargets;
import dev.dragoman.gateway.keys.Callers;
import dev.dragoman.gateway.keys.StoredKeys;
import dev.dragoman.gateway.limit.Limiter;
import dev.dragoman.gateway.limit.LiveLimiter;
import dev.dragoman.gateway.limit.debt.DebtKeeper;
import dev.dragoman.gateway.memory.BoundedThoughtMemory;
import dev.dragoman.gateway.memory.SharedThoughtMemory;
import dev.dragoman.gateway.memory.ThoughtMemory;
import dev.dragoman.gateway.memory.ThoughtPace;
import dev.dragoman.gateway.responses.LiveResponses;
import dev.dragoman.gateway.responses.StoredResponses;
import dev.dragoman.gateway.route.Router;
import dev.dragoman.gateway.source.TouchedKeys;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.gateway.stores.LiveStore.FirstStore;
import dev.dragoman.gateway.telemetry.AccountMetrics;
import dev.dragoman.gateway.telemetry.BudgetMetrics;
import dev.dragoman.gateway.telemetry.ConfigTelemetry;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.gateway.telemetry.GatewayMetrics;
import dev.dragoman.gateway.telemetry.LogOutput;
import dev.dragoman.gateway.telemetry.MediaMetrics;
import dev.dragoman.gateway.telemetry.ResponseMetrics;
import dev.dragoman.gateway.telemetry.StoreMetrics;
import dev.dragoman.gateway.telemetry.ThoughtMetrics;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.gateway.usage.UsagePace;
import dev.dragoman.gateway.usage.UsageWriter;
import dev.dragoman.store.Stores;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;

/** Every part of a gateway, in the order of the flow. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AdminWiring.class)
class GatewayWiring {
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final LiteralTargets LITERAL_TARGETS = new LiteralTargets();
  private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);

  @Bean
  HttpAccounts httpAccounts() {
    return new HttpAccounts(Schedulers.parallel());
  }

  @Bean
  ConfigTelemetry configTelemetry(MeterRegistry registry, Clock clock) {
    return new ConfigTelemetry(registry, clock);
  }

  @Bean
  LiveStore liveStore(GatewaySettings settings, FirstConfiguration first) {
    return new LiveStore(
        entry -> Stores.open(entry, settings.stateDirectory()),
        first.isKnown() ? FirstStore.DEMANDED : FirstStore.AWAITED);
  }

  @Bean
  StoreMetrics storeMetrics(MeterRegistry registry, LiveStore store, StoredKeys keys) {
    return new StoreMetrics(registry, store, keys);
  }

  @Bean
  Alerts alerts(MeterRegistry registry, Clock clock) {
    return new Alerts(new BudgetMetrics(registry, clock), clock);
  }

  @Bean
  DebtKeeper debtKeeper(GatewaySettings settings, Clock clock) {
    return new DebtKeeper(settings.stateDirectory().resolve("debts"), clock);
  }

  @Bean
  LiveLimiter limiter(LiveStore store, Alerts alerts, DebtKeeper keeper, Clock clock) {
    LiveLimiter limiter = new LiveLimiter(alerts, keeper, clock, Schedulers.parallel());
    store.add(limiter);
    return limiter;
  }

  /** Not before those that use the store: they are told of the first one. */
  @Bean
  @Primary
  ApplyListener applyListener(
      ConfigTelemetry telemetry,
      LiveStore store,
      LiveLimiter limiter,
      StoredKeys keys,
      Alerts alerts) {
    return new Followers(store, alerts, telemetry);
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
  StoredKeys storedKeys(LiveStore store) {
    StoredKeys keys = new StoredKeys(System::nanoTime);
    store.add(keys);
    return keys;
  }

  @Bean
  Callers callers(Authenticator authenticator, StoredKeys stored) {
    return new Callers(authenticator, stored);
  }

  @Bean
  Router router() {
    return new Router(bound -> ThreadLocalRandom.current().nextInt(bound));
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
  Drain drain(Calls calls, GatewaySettings settings) {
    return new Drain(calls, settings.drain());
  }

  @Bean
  SharedThoughtMemory thoughtMemory(LiveStore store, Clock clock, MeterRegistry registry) {
    SharedThoughtMemory memory =
        new SharedThoughtMemory(
            new BoundedThoughtMemory(BoundedThoughtMemory.Bounds.USUAL, clock),
            ThoughtPace.USUAL,
            clock,
            Schedulers.parallel());
    store.add(memory);
    new ThoughtMetrics(registry).watch(memory);
    return memory;
  }

  @Bean
  LiveResponses storedResponses(LiveStore store, Clock clock, MeterRegistry registry) {
    LiveResponses responses = new LiveResponses(store, clock);
    new ResponseMetrics(registry).watch(responses);
    return responses;
  }

  @Bean
  MediaListener mediaListener(MeterRegistry registry) {
    return new MediaMetrics(registry);
  }

  @Bean
  ExchangePipeline exchangePipeline(
      ConfigHolder configs,
      Callers callers,
      Router router,
      Limiter limiter,
      Calls calls,
      ThoughtMemory memory,
      StoredResponses responses,
      MediaListener fetches) {
    return new ExchangePipeline(
        configs, callers, router, limiter, calls, memory, responses, fetches);
  }

  @Bean
  LogOutput logOutput() {
    return new LogOutput();
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
  AccountMetrics accountMetrics(MeterRegistry registry) {
    return new AccountMetrics(registry);
  }

  @Bean
  UsageWriter usageWriter(
      LiveStore store, GatewaySettings settings, Clock clock, AccountMetrics metrics) {
    UsageWriter writer =
        new UsageWriter(
            store::store, settings.stateDirectory().resolve("journal"), UsagePace.USUAL, clock);
    store.add(writer);
    metrics.watch(writer);
    return writer;
  }

  @Bean
  TouchedKeys touchedKeys() {
    return new TouchedKeys();
  }

  @Bean
  Accounts accounts(
      LiveStore store,
      UsageWriter writer,
      AccountMetrics metrics,
      TouchedKeys touched,
      Clock clock) {
    return new Accounts(store::scope, writer, metrics, touched, clock);
  }

  @Bean
  InboundRoutes inboundRoutes(
      ConfigHolder configs,
      Callers callers,
      ExchangePipeline pipeline,
      Accounts accounts,
      ExchangeLog log,
      Edge edge) {
    return new InboundRoutes(
        new InboundRoutes.Parts(
            configs,
            callers,
            pipeline,
            accounts,
            log,
            edge.settings.maxBodyBytes(),
            edge.health,
            edge.keys,
            edge.responses),
        edge.clock,
        edge.deadlines);
  }

  /**
   * The client port, made by hand: a router function that is a bean would answer on the management
   * port as well, whose context is a child of this one.
   */
  @Bean
  HttpHandler httpHandler(InboundRoutes inbound) {
    return inbound.before(RouterFunctions.toHttpHandler(inbound.routes()));
  }

  /** What the client port needs beside the pipeline. */
  record Edge(
      GatewaySettings settings,
      HealthHandler health,
      KeyPage keys,
      StoredResponses responses,
      Clock clock,
      Scheduler deadlines) {}

  @Bean
  Edge edge(
      GatewaySettings settings,
      HealthHandler health,
      KeyPage keys,
      StoredResponses responses,
      Clock clock,
      DeadlineScheduler deadlines) {
    return new Edge(settings, health, keys, responses, clock, deadlines);
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
                            NettyPipeline.HttpCodec, null, new IdleConnection(IDLE_CONNECTION))
                        .addAfter(NettyPipeline.HttpCodec, null, LITERAL_TARGETS))
                .httpRequestDecoder(decoder ->
                    decoder
                        .maxHeaderSize(MAX_HEADER_BYTES)
                        .maxInitialLineLength(MAX_HEADER_BYTES)));
  }
}
