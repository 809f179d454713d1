package dev.dragoman.gateway;

import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.telemetry.LogTime;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts gateways. */
public final class GatewayApplication {
  private static final String LOG_PATTERN =
      "%" + LogTime.WORD + " %-5level %logger{24} %msg %kvp{NONE}%n%wEx";

  private GatewayApplication() {}

  /**
   * Starts a gateway and returns when it listens. A port that is in use surfaces as the {@link
   * java.net.BindException} among the causes of the exception, a configuration that does not
   * compile as the {@link IllegalArgumentException} there.
   */
  public static RunningGateway start(GatewaySettings settings, Configuration first) {
    return start(settings, first, Clock.systemUTC());
  }

  /** Starts a gateway that tells the time by {@code clock}. */
  static RunningGateway start(GatewaySettings settings, Configuration first, Clock clock) {
    return run(settings, new FirstConfiguration(first), clock);
  }

  /**
   * Starts a gateway whose configuration comes later, and returns when it listens. Until one is
   * applied its requests are answered that there is none; it is ready when {@link
   * RunningGateway#ready} says so. Its end is the caller's affair: no signal closes it.
   */
  public static RunningGateway startUnconfigured(GatewaySettings settings) {
    return run(settings, FirstConfiguration.LATER, Clock.systemUTC());
  }

  private static RunningGateway run(
      GatewaySettings settings, FirstConfiguration first, Clock clock) {
    LogTime.register();
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(GatewayWiring.class)
            .web(WebApplicationType.REACTIVE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(first.isKnown())
            .environment(environmentOf(settings))
            .initializers(fresh -> {
              GenericApplicationContext beans = (GenericApplicationContext) fresh;
              beans.registerBean(GatewaySettings.class, () -> settings);
              beans.registerBean(FirstConfiguration.class, () -> first);
              beans.registerBean(Clock.class, () -> clock);
            })
            .run();
    return new RunningGateway(
        context, portOf(context, "local.server.port"), portOf(context, "local.management.port"));
  }

  /** What the settings say holds, whatever variables of the surroundings happen to be called. */
  private static StandardReactiveWebEnvironment environmentOf(GatewaySettings settings) {
    StandardReactiveWebEnvironment environment = new StandardReactiveWebEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("settings", propertiesOf(settings)));
    environment
        .getPropertySources()
        .remove(StandardReactiveWebEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    return environment;
  }

  private static int portOf(ConfigurableApplicationContext context, String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  private static Map<String, Object> propertiesOf(GatewaySettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.address", settings.host());
    properties.put("server.port", settings.port());
    properties.put("spring.config.location", "optional:classpath:/no-files/");
    properties.put("server.shutdown", "graceful");
    properties.put(
        "spring.lifecycle.timeout-per-shutdown-phase",
        settings.drain().plus(Drain.LAST_WRITES).toMillis() + "ms");
    // What the loops are to do is done by then, and nobody can give them more.
    properties.put("spring.reactor.netty.shutdown-quiet-period", "0s");
    properties.put("management.server.address", settings.host());
    properties.put("management.server.port", settings.managementPort());
    properties.put("management.endpoints.web.base-path", "/");
    properties.put("management.endpoints.web.exposure.include", "health,info,prometheus");
    properties.put("management.endpoints.web.path-mapping.prometheus", "metrics");
    properties.put("management.endpoint.health.probes.enabled", "true");
    properties.put("management.endpoint.health.group.readiness.include", "readinessState,serving");
    properties.put("management.endpoint.health.group.liveness.include", "livenessState");
    properties.put(
        "management.endpoint.health.group.readiness.additional-path", "management:/ready");
    properties.put(
        "management.endpoint.health.group.liveness.additional-path", "management:/liveness");
    // Timers of every web request would cost more than the gateway's own, which say more.
    properties.put("management.observations.enable.http", "false");
    properties.put("logging.pattern.console", LOG_PATTERN);
    properties.put("spring.jmx.enabled", "false");
    return properties;
  }
}
