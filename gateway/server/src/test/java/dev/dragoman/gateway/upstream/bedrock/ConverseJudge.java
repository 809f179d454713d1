package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

/**
 * Judges bodies of Converse by the service's published model, as the SDK was made of it: names of
 * members, their types, which are required. What the SDK does not carry, the patterns and bounds of
 * the Bedrock API reference, stands in a table here.
 */
final class ConverseJudge {
  private static final Map<String, Pattern> RULES =
      Map.ofEntries(
          Map.entry("toolUseId", Pattern.compile("[a-zA-Z0-9_.:-]{1,64}")),
          Map.entry("toolSpec.name", Pattern.compile("[a-zA-Z0-9_-]{1,64}")),
          Map.entry("toolSpec.description", Pattern.compile("(?s).+")),
          Map.entry("toolUse.name", Pattern.compile("[a-zA-Z0-9_-]{1,64}")),
          Map.entry("tool.name", Pattern.compile("[a-zA-Z0-9_-]{1,64}")),
          Map.entry(
              "document.name", Pattern.compile("(?! )(?!.* {2})[a-zA-Z0-9 ()\\[\\]-]{1,200}")),
          Map.entry("document.format", Pattern.compile("pdf|csv|doc|docx|xls|xlsx|html|txt|md")),
          Map.entry("image.format", Pattern.compile("png|jpeg|gif|webp")),
          Map.entry("status", Pattern.compile("success|error")),
          Map.entry("role", Pattern.compile("user|assistant")),
          Map.entry("cachePoint.type", Pattern.compile("default")),
          Map.entry("cachePoint.ttl", Pattern.compile("5m|1h")),
          Map.entry("serviceTier.type", Pattern.compile("priority|default|flex|reserved")),
          Map.entry("text", Pattern.compile("(?s).*\\S.*")));

  private final List<String> faults = new ArrayList<>();

  private ConverseJudge() {}

  /** What is wrong with a body; empty when nothing is. */
  static List<String> faults(byte[] body) {
    ConverseJudge judge = new ConverseJudge();
    JsonValue value = JsonReader.parse(body);
    judge.pojo("", "", value, ConverseRequest.builder().build());
    return judge.faults;
  }

  private void pojo(String path, String name, JsonValue value, SdkPojo shape) {
    if (!(value instanceof JsonObject object)) {
      faults.add(path + ": is " + value.typeName());
      return;
    }
    if (path.matches(".*content\\[\\d+]") && object.size() != 1) {
      faults.add(path + ": a block is of one kind");
    }
    for (int i = 0; i < object.size(); i++) {
      member(path, name, object.name(i), object.value(i), shape);
    }
    for (SdkField<?> field : shape.sdkFields()) {
      boolean body = field.location() == MarshallLocation.PAYLOAD;
      if (body
          && field.containsTrait(RequiredTrait.class, TraitType.REQUIRED_TRAIT)
          && object.get(field.locationName()) == null) {
        faults.add(path + "." + field.locationName() + ": is required");
      }
    }
  }

  private void member(String path, String owner, String name, JsonValue value, SdkPojo shape) {
    for (SdkField<?> field : shape.sdkFields()) {
      if (field.location() == MarshallLocation.PAYLOAD && field.locationName().equals(name)) {
        value(path + "." + name, owner, name, value, field);
        return;
      }
    }
    faults.add(path + "." + name + ": the service has no such member");
  }

  private void value(String path, String owner, String name, JsonValue value, SdkField<?> field) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      pojo(path, name, value, field.constructor().get());
    } else if (type == MarshallingType.LIST) {
      list(path, name, value, field);
    } else if (type == MarshallingType.MAP) {
      map(path, name, value, field);
    } else if (type == MarshallingType.STRING) {
      text(path, owner, name, value);
    } else if (type == MarshallingType.SDK_BYTES) {
      expect(value instanceof JsonString, path, "base64");
    } else if (type == MarshallingType.BOOLEAN) {
      expect(value instanceof JsonBoolean, path, "a boolean");
    } else if (type != MarshallingType.DOCUMENT) {
      expect(value instanceof JsonNumber, path, "a number");
    }
  }

  private void expect(boolean holds, String path, String what) {
    if (!holds) {
      faults.add(path + ": must be " + what);
    }
  }

  private void text(String path, String owner, String name, JsonValue value) {
    if (!(value instanceof JsonString(String text))) {
      faults.add(path + ": must be text");
      return;
    }
    Pattern rule = RULES.getOrDefault(owner + "." + name, RULES.get(name));
    // A thought may show nothing but its signature.
    if (rule != null && !owner.equals("reasoningText") && !rule.matcher(text).matches()) {
      faults.add(path + ": \"" + text + "\" does not match " + rule);
    }
  }

  private void list(String path, String name, JsonValue value, SdkField<?> field) {
    if (!(value instanceof JsonArray array)) {
      faults.add(path + ": must be an array");
      return;
    }
    expect(array.size() > 0, path, "not empty");
    SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
    for (int i = 0; i < array.size(); i++) {
      value(path + "[" + i + "]", name, "", array.get(i), element);
    }
  }

  private void map(String path, String name, JsonValue value, SdkField<?> field) {
    if (!(value instanceof JsonObject object)) {
      faults.add(path + ": must be an object");
      return;
    }
    SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
    for (int i = 0; i < object.size(); i++) {
      value(path + "." + object.name(i), name, "", object.value(i), element);
    }
  }
}
