package dev.dragoman.protocol.model;

/**
 * Names a wire protocol. An open value: a protocol is added by registering it, not by editing this
 * type.
 *
 * @param value lower-case dotted name, also the key of {@link Extensions}
 */
public record ProtocolId(String value) {
  public static final ProtocolId ANTHROPIC = new ProtocolId("anthropic");
  public static final ProtocolId OPENAI_CHAT = new ProtocolId("openai.chat");
  public static final ProtocolId OPENAI_RESPONSES = new ProtocolId("openai.responses");
  public static final ProtocolId OPENAI_EMBEDDINGS = new ProtocolId("openai.embeddings");
  public static final ProtocolId GEMINI = new ProtocolId("gemini");
  public static final ProtocolId BEDROCK = new ProtocolId("bedrock");

  @Override
  public String toString() {
    return value;
  }
}
