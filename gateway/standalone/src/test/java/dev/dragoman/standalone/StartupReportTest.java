package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartupReportTest {
  private static RouteEntry route(List<String> models, @Nullable String model) {
    BackendEntry backend = BackendEntry.of("only", "default/p", model, TimeoutsEntry.DEFAULT);
    return RouteEntry.of("default/" + models.getFirst(), models, List.of(backend));
  }

  private static GatewayEntry gateway(boolean requireKey) {
    return GatewayEntry.of("test", StoreEntry.MEMORY, new PolicyEntry(requireKey, true), List.of());
  }

  private static List<String> report(List<RouteEntry> routes, boolean requireKey) {
    KeyEntry key =
        KeyEntry.of("default/me", "aaaabbbbcccc", "00".repeat(32), List.of("*"), List.of("*"));
    GatewayConfig config =
        GatewayConfig.of(1, gateway(requireKey), List.of(), routes, List.of(key));
    return StartupReport.lines(StartedGateway.of("0.0.0.0", 8000, 9000, config), "1.0");
  }

  @Test
  void aFewRoutesStandLineByLine() {
    assertThat(report(List.of(route(List.of("a"), "a"), route(List.of("long", "l"), "x")), true))
        .containsExactly(
            "Dragoman 1.0 serves",
            "  clients     http://127.0.0.1:8000",
            "  management  http://127.0.0.1:9000",
            "  routes      a        → default/p",
            "              long, l  → default/p (x)",
            "  keys        default/me (id aaaabbbbcccc)");
  }

  @Test
  void manyRoutesAreCounted() {
    List<RouteEntry> routes =
        IntStream.range(0, 40).mapToObj(i -> route(List.of("m" + i), null)).toList();
    assertThat(report(routes, true))
        .contains("  routes      default/p: 40 models, such as m0; all at /v1/models");
  }

  @Test
  void openDoorsAreSaidToBeOpen() {
    assertThat(report(List.of(), false))
        .contains(
            "  routes      none",
            "  keys        not required: everyone who reaches the port is served");
  }

  @Test
  void addressesAreSuchAsOneCanCall() {
    GatewayConfig config = GatewayConfig.of(1, gateway(true), List.of(), List.of(), List.of());
    assertThat(StartedGateway.of("::", 1, 2, config).clients()).hasToString("http://[::1]:1");
    assertThat(StartedGateway.of("fd00::1", 1, 2, config).management())
        .hasToString("http://[fd00::1]:2");
    assertThat(StartedGateway.of("box", 1, 2, config).clients()).hasToString("http://box:1");
  }
}
