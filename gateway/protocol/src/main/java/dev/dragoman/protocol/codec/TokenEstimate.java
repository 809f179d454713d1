package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cheap estimate of a request's input tokens: UTF-8 bytes of all text divided by 3.5, plus a
 * constant for each message, tool and medium.
 *
 * <p>Its error, against the tokenisers of current models: English prose is overrated by about a
 * fifth (near 4 to 4.5 bytes a token), code and JSON are met within about a fifth (3 to 4), text of
 * three-byte scripts is met within about a third either way. Media are guessed: an image counts as
 * one of the largest that providers do not scale down, a document by its size. Good enough to show
 * a client how full its context is and to reserve a budget, not to bill.
 */
public final class TokenEstimate {
  private static final double BYTES_A_TOKEN = 3.5;
  private static final int MESSAGE = 4;
  private static final int TOOL = 8;
  private static final int IMAGE = 1_600;
  private static final int AUDIO = 1_000;
  private static final int VIDEO = 5_000;
  private static final int PAGE = 2_000;
  private static final int PAGE_BASE64 = 64 * 1024;

  private long bytes;
  private long tokens;

  private TokenEstimate() {}

  /** Input tokens of {@code request}, at least 1. */
  public static long inputTokens(ChatRequest request) {
    TokenEstimate sum = new TokenEstimate();
    sum.addAll(request.system());
    for (Message message : request.messages()) {
      sum.tokens += MESSAGE;
      sum.addAll(message.content());
    }
    request.tools().forEach(sum::add);
    if (request.outputFormat() instanceof OutputFormat.JsonSchema format) {
      sum.add(format.schema());
    }
    return Math.max(1, sum.tokens + ofBytes(sum.bytes));
  }

  /** Input tokens of texts that become vectors, at least 1; tokens count as they are. */
  public static long ofInputs(List<EmbeddingRequest.Input> inputs) {
    long sum = 0;
    for (EmbeddingRequest.Input input : inputs) {
      sum +=
          switch (input) {
            case EmbeddingRequest.Input.Text(String text) -> ofBytes(bytes(text));
            case EmbeddingRequest.Input.Tokens(List<Long> tokens) -> tokens.size();
          };
    }
    return Math.max(1, sum);
  }

  /** Tokens of so many bytes of text in UTF-8, rounded up. */
  public static long ofBytes(long bytes) {
    return (long) Math.ceil(bytes / BYTES_A_TOKEN);
  }

  private void add(ToolDefinition tool) {
    tokens += TOOL;
    switch (tool) {
      case FunctionTool function -> {
        add(function.name());
        add(function.description());
        add(function.inputSchema());
      }
      case FreeformTool freeform -> {
        add(freeform.name());
        add(freeform.description());
        add(freeform.grammar());
      }
      case HostedTool hosted -> add(hosted.raw());
    }
  }

  private void addAll(List<? extends ContentBlock> blocks) {
    blocks.forEach(this::add);
  }

  private void add(ContentBlock block) {
    switch (block) {
      case Text text -> add(text.text());
      case Refusal refusal -> add(refusal.text());
      case Reasoning reasoning -> add(reasoning.text());
      case ToolCall call -> {
        tokens += TOOL;
        add(call.name());
        add(call.arguments());
      }
      case ToolResult result -> {
        tokens += TOOL;
        addAll(result.content());
      }
      case ServerToolCall call -> add(call.input());
      case ServerToolResult result -> add(result.content());
      case SearchResult result -> {
        add(result.title());
        addAll(result.content());
      }
      case Executable executable -> {
        add(executable.code());
        add(executable.output());
      }
      case Compaction compaction -> add(compaction.content());
      case Opaque opaque -> add(opaque.raw());
      case Document document -> {
        add(document.title());
        add(document.context());
        addDocument(document.source());
      }
      case Image _ -> tokens += IMAGE;
      case Audio _ -> tokens += AUDIO;
      case Video _ -> tokens += VIDEO;
    }
  }

  private void addDocument(MediaSource source) {
    switch (source) {
      case MediaSource.InlineText(String text) -> add(text);
      case MediaSource.Nested(List<ContentBlock> content) -> addAll(content);
      case MediaSource.Inline(String base64) ->
          tokens += PAGE * (1L + base64.length() / PAGE_BASE64);
      case MediaSource.Url _, MediaSource.FileRef _, MediaSource.CloudUri _ -> tokens += PAGE;
    }
  }

  private void add(@Nullable JsonText json) {
    if (json != null) {
      add(json.text());
    }
  }

  private void add(@Nullable String text) {
    if (text != null) {
      bytes += bytes(text);
    }
  }

  /** The length in UTF-8, without encoding; each half of a surrogate pair counts two. */
  public static long bytes(String text) {
    long sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      sum += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return sum;
  }
}
