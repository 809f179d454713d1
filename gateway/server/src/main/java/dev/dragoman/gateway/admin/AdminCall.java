package dev.dragoman.gateway.admin;

import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation whose caller may make it.
 *
 * @param requestId for the audit log
 * @param parameters of path and query by name
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
public record AdminCall(String requestId, Map<String, String> parameters, byte[] body) {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  public AdminCall {
    parameters = Map.copyOf(parameters);
  }

  /** Refuses parameters that the operation does not have: a misspelt one would be ignored. */
  void onlyHas(List<AdminParameter> known) {
    for (String name : parameters.keySet().stream().sorted().toList()) {
      if (known.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw AdminException.invalid(
            name
                + ": unknown parameter; known are "
                + String.join(", ", known.stream().map(AdminParameter::name).toList()));
      }
    }
  }

  String keyId() {
    return parameters.getOrDefault("keyId", "");
  }

  @Nullable String text(String name) {
    return parameters.get(name);
  }

  LocalDate day(String name, LocalDate otherwise) {
    String text = text(name);
    try {
      return text == null ? otherwise : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw AdminException.invalid(name + ": not a day; give one such as 2026-03-31");
    }
  }

  int number(String name, int otherwise, int most) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    throw AdminException.invalid(name + ": must be a whole number from 1 to " + most);
  }

  <E extends Enum<E>> E word(String name, E otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    E[] words = otherwise.getDeclaringClass().getEnumConstants();
    return Arrays.stream(words)
        .filter(word -> word.name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> AdminException.invalid(name + ": must be one of " + Arrays.toString(words)));
  }

  /** The body; one that is not there has no fields. */
  <T extends Record> T read(Class<T> type) {
    try {
      return ContractJson.read(body.length == 0 ? NOTHING : body, type);
    } catch (ContractException e) {
      throw AdminException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
