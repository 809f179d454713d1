package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import org.jspecify.annotations.Nullable;

/** A tool that the model may call. */
public sealed interface ToolDefinition {
  String name();

  Extensions ext();

  /**
   * A function with a schema for its arguments.
   *
   * @param inputSchema null when the client gave none
   */
  record FunctionTool(
      String name,
      @Nullable String namespace,
      @Nullable String description,
      @Nullable JsonText inputSchema,
      SchemaDialect dialect,
      @Nullable Boolean strict,
      @Nullable Boolean deferLoading,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ToolDefinition {
    /** A function without decoration. */
    public static FunctionTool of(
        String name, @Nullable String description, @Nullable JsonText inputSchema) {
      return new FunctionTool(
          name,
          null,
          description,
          inputSchema,
          SchemaDialect.JSON_SCHEMA,
          null,
          null,
          null,
          Extensions.NONE);
    }
  }

  /** A tool that takes raw text, perhaps bound by a grammar. */
  record FreeformTool(
      String name,
      @Nullable String description,
      @Nullable String grammarSyntax,
      @Nullable String grammar,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ToolDefinition {}

  /**
   * A tool that the provider runs, or that its client knows by type.
   *
   * @param runByClient whether the model's provider only names it and the client runs it, so that
   *     it cannot be left out
   * @param asFunction the function that may stand for it at other providers, null when none can
   */
  record HostedTool(
      ProtocolId protocol,
      String type,
      String name,
      JsonText raw,
      @Nullable CacheHint cache,
      Extensions ext,
      boolean runByClient,
      @Nullable FunctionTool asFunction)
      implements ToolDefinition {
    /** A tool that its provider runs. */
    public HostedTool(
        ProtocolId protocol,
        String type,
        String name,
        JsonText raw,
        @Nullable CacheHint cache,
        Extensions ext) {
      this(protocol, type, name, raw, cache, ext, false, null);
    }
  }

  /** How the schema of a function is written. */
  enum SchemaDialect {
    JSON_SCHEMA,
    OPENAPI_SUBSET
  }
}
