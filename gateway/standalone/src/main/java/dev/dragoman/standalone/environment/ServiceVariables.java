package dev.dragoman.standalone.environment;

import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PolicyEntry.Addition;
import dev.dragoman.contract.PolicyEntry.Feature;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Variables that act when there is no directory: what is served, and how.
 *
 * @param spend what each key may do
 * @param accounts vendors for whom there is a key
 * @param bedrock null where there are no credentials of AWS
 * @param notices what is set and not used
 * @param faults a line for each malformed variable
 */
record ServiceVariables(
    PolicyEntry policy,
    TimeoutsEntry timeouts,
    SpendPolicy spend,
    StoreEntry store,
    List<VendorAccount> accounts,
    @Nullable BedrockAccess bedrock,
    List<Alias> aliases,
    List<String> notices,
    List<String> faults) {
  private static final int DEFAULT_TOTAL_SECONDS = 300;
  private static final int MAX_TOTAL_SECONDS = 86_400;
  private static final String TOTAL = "STREAMING_TIMEOUT_SECONDS";
  private static final String KEY = "REQUIRE_API_KEY";
  private static final String TOOLS = "ENABLE_TOOL_USE";
  private static final String THINKING = "ENABLE_EXTENDED_THINKING";
  private static final String DOCUMENTS = "ENABLE_DOCUMENT_SUPPORT";
  private static final String CACHING = "PROMPT_CACHING_ENABLED";

  ServiceVariables {
    accounts = List.copyOf(accounts);
    aliases = List.copyOf(aliases);
    notices = List.copyOf(notices);
    faults = List.copyOf(faults);
  }

  static ServiceVariables read(Map<String, String> environment, List<Vendor> vendors) {
    Variables variables = new Variables(environment);
    List<String> notices = new ArrayList<>();
    PolicyEntry policy =
        new PolicyEntry(
            variables.flag(KEY, true),
            variables.flag(TOOLS, true),
            switchedOff(variables),
            variables.flag(CACHING, false) ? List.of(Addition.PromptCaching) : List.of());
    TimeoutsEntry timeouts = timeouts(variables);
    List<VendorAccount> accounts = accounts(variables, vendors, notices);
    BedrockAccess bedrock = BedrockAccess.read(variables, notices);
    List<Alias> aliases = Alias.read(variables);
    return new ServiceVariables(
        policy,
        timeouts,
        RateVariables.read(variables),
        StoreVariables.read(variables, notices),
        accounts,
        bedrock,
        aliases,
        notices,
        variables.faults());
  }

  private static List<Feature> switchedOff(Variables variables) {
    List<Feature> off = new ArrayList<>();
    if (!variables.flag(THINKING, true)) {
      off.add(Feature.Thinking);
    }
    if (!variables.flag(DOCUMENTS, true)) {
      off.add(Feature.Documents);
    }
    return off;
  }

  /** Those that are set although a directory says what they would say. */
  static List<String> setInVain(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return Stream.of(
            List.of(KEY, TOOLS, THINKING, DOCUMENTS, CACHING, TOTAL, Alias.VARIABLE),
            RateVariables.NAMES,
            StoreVariables.NAMES)
        .flatMap(List::stream)
        .filter(name -> variables.text(name) != null)
        .toList();
  }

  private static List<VendorAccount> accounts(
      Variables variables, List<Vendor> vendors, List<String> notices) {
    List<VendorAccount> accounts = new ArrayList<>();
    for (Vendor vendor : vendors) {
      Credential key = key(variables, vendor, notices);
      URI usual = vendor.baseUrl();
      URI url =
          variables.url(
              vendor.urlVariable(), usual == null ? "https://example.com" : usual.toString());
      if (key == null && url != null) {
        notices.add(vendor.urlVariable() + " is not used without " + vendor.keyVariable());
      } else if (key != null) {
        Optional<VendorAccount> same =
            accounts.stream().filter(it -> sharesNames(it.vendor(), vendor)).findFirst();
        if (same.isPresent()) {
          notices.add(
              key.variable()
                  + " is not used beside "
                  + same.get().key().variable()
                  + ": both serve models of the same names");
        } else {
          account(variables, vendor, key, url == null ? usual : url).ifPresent(accounts::add);
        }
      }
    }
    return accounts;
  }

  private static @Nullable Credential key(
      Variables variables, Vendor vendor, List<String> notices) {
    Credential key = variables.secret(vendor.keyVariable());
    String otherName = vendor.otherKeyVariable();
    Credential other = otherName == null ? null : variables.secret(otherName);
    if (key != null && other != null) {
      notices.add(other.variable() + " is not used beside " + key.variable());
    }
    return key == null ? other : key;
  }

  private static boolean sharesNames(Vendor one, Vendor other) {
    return !Collections.disjoint(one.prefixes(), other.prefixes());
  }

  private static Optional<VendorAccount> account(
      Variables variables, Vendor vendor, Credential key, @Nullable URI url) {
    if (url == null && variables.text(vendor.urlVariable()) == null) {
      variables.missing(vendor.urlVariable(), "it is needed beside " + vendor.keyVariable());
    }
    if (url == null) {
      return Optional.empty();
    }
    String version =
        vendor.dialect() == DialectEntry.Name.Azure
            ? variables.text(vendor.versionVariable())
            : null;
    return Optional.of(new VendorAccount(vendor, key, url, version));
  }

  /** The other bounds yield to the total, which is the only one that a variable sets. */
  private static TimeoutsEntry timeouts(Variables variables) {
    Integer seconds = variables.integer(TOTAL, 1, MAX_TOTAL_SECONDS);
    Duration total = Duration.ofSeconds(seconds == null ? DEFAULT_TOTAL_SECONDS : seconds);
    TimeoutsEntry defaults = TimeoutsEntry.DEFAULT;
    return new TimeoutsEntry(
        min(defaults.connect(), total),
        min(defaults.firstToken(), total),
        min(defaults.idle(), total),
        total);
  }

  private static Duration min(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
