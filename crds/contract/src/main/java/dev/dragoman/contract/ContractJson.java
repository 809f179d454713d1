package dev.dragoman.contract;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contract as JSON, for the operator and the gateway alike.
 *
 * <p>Writing is canonical: UTF-8 without white space, fields in the order of their names, nothing
 * for what is absent or empty, durations and times in ISO 8601, amounts as decimal text. Equal
 * entries have equal bytes. Reading is strict: an unknown or repeated field, a missing one, a value
 * of another type are errors that name their place.
 *
 * <p>One line of Jackson serves both sides: Jackson 3, the gateway's. It shares no class with
 * Jackson 2, which the operator's Kubernetes client brings, but the annotations, and those are made
 * for both; so the two coexist in the operator, and no mapper of the client ever sees an entry.
 */
public final class ContractJson {
  private static final JsonMapper MAPPER = mapper();

  private ContractJson() {}

  /** The canonical bytes of an entry, a configuration or a part of a bundle. */
  public static byte[] write(Record value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** The canonical text of an entry, a configuration or a part of a bundle. */
  public static String text(Record value) {
    return new String(write(value), StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ContractException naming the place and the fault
   */
  public static <T extends Record> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new ContractException("", "null where an object is expected");
      }
      return value;
    } catch (JacksonException e) {
      throw ReadFault.of(e);
    }
  }

  private static JsonMapper mapper() {
    JsonSetter.Value absentIsEmpty = JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL);
    return JsonMapper.builder()
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(Visibility.NONE))
        .changeDefaultPropertyInclusion(included ->
            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
        .withConfigOverride(List.class, list -> list.setNullHandling(absentIsEmpty))
        .withConfigOverride(Map.class, map -> map.setNullHandling(absentIsEmpty))
        .annotationIntrospector(new RequiredComponents())
        .addModule(new AmountModule())
        .build();
  }
}
