package dev.dragoman.gateway.admin;

/**
 * A parameter of an operation.
 *
 * @param isOfPath whether it stands in the path, not in the query
 * @param schema JSON schema of its text
 */
public record AdminParameter(String name, boolean isOfPath, String schema, String description) {
  static final AdminParameter KEY_ID =
      new AdminParameter(
          "keyId",
          true,
          "{\"type\":\"string\",\"pattern\":\"^[a-z2-7]{12}$\"}",
          "Public id of the key.");

  static AdminParameter day(String name, String description) {
    return new AdminParameter(
        name, false, "{\"type\":\"string\",\"format\":\"date\"}", description);
  }

  static AdminParameter number(String name, int most, String description) {
    String schema = "{\"type\":\"integer\",\"minimum\":1,\"maximum\":" + most + "}";
    return new AdminParameter(name, false, schema, description);
  }

  static AdminParameter text(String name, String description) {
    return new AdminParameter(name, false, "{\"type\":\"string\"}", description);
  }

  static AdminParameter word(String name, Class<? extends Enum<?>> words, String description) {
    return new AdminParameter(name, false, RecordSchemas.ofEnum(words).text(), description);
  }
}
