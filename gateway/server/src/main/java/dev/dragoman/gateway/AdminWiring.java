package dev.dragoman.gateway;

import dev.dragoman.gateway.admin.AdminApi;
import dev.dragoman.gateway.admin.Audit;
import dev.dragoman.gateway.admin.KeyPage;
import dev.dragoman.gateway.auth.KeyCache;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.http.AdminRoutes;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.gateway.telemetry.AuditLog;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What people are told of keys and usage, and what they may change. */
@Configuration(proxyBeanMethods = false)
class AdminWiring {
  @Bean
  KeyPage keyPage(LiveStore store, LiveConfig live, Clock clock) {
    return new KeyPage(store::store, live::inForce, clock, System::nanoTime);
  }

  @Bean
  Audit audit() {
    return new AuditLog();
  }

  /** The only router function that is a bean: the management port serves it. */
  @Bean
  RouterFunction<ServerResponse> adminRoutes(
      AdminParts parts, GatewaySettings settings, Audit audit, DeadlineScheduler deadlines) {
    AdminApi api =
        new AdminApi(parts.store::store, parts.live::inForce, parts.clock, parts.changes, audit);
    return new AdminRoutes(api, settings.master(), audit, deadlines).routes();
  }

  /** What the admin API works on. */
  record AdminParts(LiveStore store, LiveConfig live, Clock clock, KeyCache changes) {}

  @Bean
  AdminParts adminParts(LiveStore store, LiveConfig live, Clock clock, KeyCache changes) {
    return new AdminParts(store, live, clock, changes);
  }
}
