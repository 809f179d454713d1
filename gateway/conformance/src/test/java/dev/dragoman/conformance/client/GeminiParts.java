package dev.dragoman.conformance.client;

import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sums the chunks of a stream: the SDK leaves that to its caller. */
public final class GeminiParts {
  private final List<Part> parts = new ArrayList<>();
  private GenerateContentResponse last = GenerateContentResponse.builder().build();

  /** Takes the next chunk. Text of one kind that follows text is one part, unless it is signed. */
  public void add(GenerateContentResponse chunk) {
    chunk
        .candidates()
        .flatMap(candidates -> candidates.stream().findFirst())
        .flatMap(Candidate::content)
        .flatMap(Content::parts)
        .ifPresent(fresh -> fresh.forEach(this::add));
    GenerateContentResponse.Builder next = chunk.toBuilder();
    if (chunk.usageMetadata().isEmpty()) {
      last.usageMetadata().ifPresent(next::usageMetadata);
    }
    last = next.build();
  }

  private void add(Part part) {
    Optional<Part> before = parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
    if (before.isPresent()
        && isText(before.get())
        && isText(part)
        && isThought(part) == isThought(before.get())) {
      String joined = before.get().text().orElseThrow() + part.text().orElseThrow();
      parts.set(parts.size() - 1, before.get().toBuilder().text(joined).build());
    } else {
      parts.add(part);
    }
  }

  private static boolean isText(Part part) {
    return part.text().isPresent() && part.thoughtSignature().isEmpty();
  }

  private static boolean isThought(Part part) {
    return part.thought().orElse(false);
  }

  /** What was answered as a whole. */
  public GenerateContentResponse sum() {
    Candidate.Builder candidate =
        last.candidates()
            .flatMap(all -> all.stream().findFirst())
            .map(Candidate::toBuilder)
            .orElseGet(Candidate::builder);
    Content content = Content.builder().role("model").parts(List.copyOf(parts)).build();
    return last.toBuilder().candidates(List.of(candidate.content(content).build())).build();
  }
}
