package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Blocks that are told as text where there is no block for them (protocols.md 2.4). */
final class ConverseTexts {
  private ConverseTexts() {}

  /** Code and what it gave: the client must not take it for a call. */
  static String of(Executable executable) {
    String language = executable.language() == null ? "" : executable.language();
    String code =
        executable.code() == null ? null : "```" + language + "\n" + executable.code() + "\n```";
    return joined(code, executable.output());
  }

  static String of(SearchResult result) {
    String content = result.content().stream().map(Text::text).collect(Collectors.joining("\n"));
    return joined(result.title(), result.source(), content);
  }

  private static String joined(@Nullable String... lines) {
    return Stream.of(lines)
        .filter(Objects::nonNull)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }
}
