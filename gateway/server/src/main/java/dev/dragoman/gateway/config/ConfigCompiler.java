package dev.dragoman.gateway.config;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.Cidr;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.gateway.upstream.http.HttpMedia;
import java.util.List;
import java.util.Map;

/**
 * Turns a configuration into what requests run on. Everything that could be found wrong while
 * serving is checked here, once.
 */
final class ConfigCompiler {
  private ConfigCompiler() {}

  /**
   * Compiles a whole configuration. A provider whose protocol or proof is of the contract but not
   * of this build, or whose credential has not arrived, is reported and left out, with the routes
   * that have no other; so is each entry that says what this build does not act on, see {@link
   * NotHonoured}. A backend of weight 0 takes no requests, so it is checked like the others and not
   * served.
   *
   * @param earlier what is in force: entries that stayed, with all that they refer to, are taken
   *     over from it
   * @param accounts gets the accounts that are used
   * @throws IllegalArgumentException naming the entry that is inconsistent; sources leave out what
   *     cannot be served, so this is a fault of the source
   */
  static CompiledConfig compile(
      GatewayConfig config,
      Map<CredentialRef, String> credentials,
      CompiledConfig earlier,
      HttpAccounts.Draft accounts) {
    AddressPolicy policy =
        new AddressPolicy(config.upstreamCidrs().stream().map(Cidr::parse).toList());
    var providers =
        earlier
            .providers()
            .next(
                config.providers().stream()
                    .map(entry -> ProviderSource.of(entry, credentials, policy)),
                ProviderSource::name,
                ProviderCompiler::compile);
    var keys = earlier.keys().next(config.keys().stream(), KeyEntry::name, ConfigCompiler::compile);
    var routes =
        earlier
            .routes()
            .next(
                config.routes().stream().map(entry -> RouteSource.of(entry, providers)),
                RouteSource::name,
                source -> RouteCompiler.compile(source, accounts));
    routes
        .made()
        .forEach(route -> route.backends().forEach(backend -> accounts.keep(backend.upstream())));
    return new CompiledConfig(
        providers, keys, routes, HttpMedia.next(earlier.media(), policy, config.media()));
  }

  private static Compiled<KeyEntry, KnownKey> compile(KeyEntry key) {
    List<NotHonoured> unbuilt = NotHonoured.in(key);
    return unbuilt.isEmpty()
        ? Compiled.of(key, KnownKey.of(key))
        : Compiled.leftOut(key, "key " + key.name() + " " + NotHonoured.reason(unbuilt));
  }
}
