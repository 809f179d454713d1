package dev.dragoman.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dragoman.conformance.agent.AgentProgram;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of the repository say is so. */
class DocsTest {
  private static final DocPages PAGES =
      new DocPages(Path.of(System.getProperty("dragoman.gateway", "..")).resolve(".."));
  private static final Set<String> OTHER_NAMES_OF_SHELL = Set.of("bash", "shell", "console", "zsh");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");

  /** The program that blocks may be run with, besides what every machine has. */
  private static final String CLAUDE = "claude";

  @TempDir private Path home;

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(DocLinks.broken(PAGES)).isEmpty();
  }

  @Test
  void everyFenceSaysItsLanguage() {
    assertThat(PAGES.blocks())
        .filteredOn(
            block -> block.language().isEmpty() || OTHER_NAMES_OF_SHELL.contains(block.language()))
        .extracting(DocBlock::place)
        .as("fences without a language, or of a shell that is not called sh")
        .isEmpty();
  }

  @Test
  void everyShellBlockIsRunOrSaysWhyNot() {
    assertThat(PAGES.blocks())
        .filteredOn(DocBlock::isShell)
        .filteredOn(block ->
            switch (block.mark().kind()) {
              case RUN, RUN_BY, NOT_RUN -> false;
              case RUN_WITH -> !block.mark().detail().equals(CLAUDE);
              case NONE, FILE, NOT_VALID -> true;
            })
        .extracting(DocBlock::place)
        .as("blocks without a comment above them that says who runs them")
        .isEmpty();
  }

  @Test
  void whatAnotherTestRunsStandsInIt() {
    List<String> missing = new ArrayList<>();
    for (DocBlock block : PAGES.blocks()) {
      if (block.is(DocMark.Kind.RUN_BY)) {
        String name = block.mark().detail();
        Optional<String> source = PAGES.source(name).map(DocBlock::plain);
        for (String command : block.commands()) {
          if (source.filter(text -> text.contains(command)).isEmpty()) {
            missing.add(block.place() + " " + name + " does not have: " + command);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> itsCommandsRun() {
    return byPage(block -> block.is(DocMark.Kind.RUN) || block.is(DocMark.Kind.RUN_WITH))
        .entrySet()
        .stream()
        .flatMap(page ->
            Stream.concat(
                missing(page.getValue())
                    .map(program ->
                        DynamicTest.dynamicTest(
                            page.getKey() + " with " + program, () -> skipped(program))),
                Stream.of(
                    DynamicTest.dynamicTest(
                        page.getKey(), () -> follow(page.getKey(), page.getValue())))));
  }

  /** Files of a page belong together; each other manifest stands alone. */
  @TestFactory
  Stream<DynamicTest> itsManifestsAreAccepted() {
    return PAGES.blocks().stream()
        .filter(DocBlock::isManifest)
        .collect(
            Collectors.groupingBy(
                block -> block.is(DocMark.Kind.FILE) ? block.page() : block.place(),
                TreeMap::new,
                Collectors.toList()))
        .entrySet()
        .stream()
        .map(group ->
            DynamicTest.dynamicTest(group.getKey(), () -> judge(group.getKey(), group.getValue())));
  }

  private void follow(String page, List<DocBlock> blocks) throws Exception {
    List<Path> programs =
        blocks.stream().map(DocsTest::program).flatMap(Optional::stream).distinct().toList();
    try (DocShell shell = DocShell.open(scratch("run", page), programs)) {
      for (DocBlock block : PAGES.blocks()) {
        if (block.page().equals(page) && block.is(DocMark.Kind.FILE)) {
          shell.keep(block);
        }
      }
      for (DocBlock block : blocks) {
        if (block.is(DocMark.Kind.RUN) || program(block).isPresent()) {
          shell.run(block);
        }
      }
    }
  }

  private void judge(String name, List<DocBlock> blocks) throws Exception {
    Path folder = scratch("manifests", name);
    GatewayCommand command =
        GatewayCommand.of(folder, "validate", "--assume-secrets", folder.toString());
    for (DocBlock block : blocks) {
      Files.writeString(folder.resolve("line-" + block.line() + ".yaml"), block.text());
      VARIABLE
          .matcher(block.text())
          .results()
          .forEach(variable -> command.environment(variable.group(1), "any-value"));
    }

    GatewayProcess.Outcome outcome = command.finish();

    assertThat(outcome.exitCode())
        .as(name + "\n" + String.join("\n", outcome.out()) + "\n" + outcome.errText())
        .isEqualTo(blocks.getFirst().is(DocMark.Kind.NOT_VALID) ? 1 : 0);
  }

  private Path scratch(String purpose, String page) throws IOException {
    return Files.createDirectories(home.resolve(purpose).resolve(page.replace('/', '-')));
  }

  private static SortedMap<String, List<DocBlock>> byPage(Predicate<DocBlock> wanted) {
    return PAGES.blocks().stream()
        .filter(wanted)
        .collect(Collectors.groupingBy(DocBlock::page, TreeMap::new, Collectors.toList()));
  }

  private static Optional<Path> program(DocBlock block) {
    return block.is(DocMark.Kind.RUN_WITH) ? AgentProgram.CLAUDE_CODE.file() : Optional.empty();
  }

  private static Stream<String> missing(List<DocBlock> blocks) {
    return blocks.stream()
        .filter(block -> block.is(DocMark.Kind.RUN_WITH) && program(block).isEmpty())
        .map(block -> block.mark().detail())
        .distinct();
  }

  private static void skipped(String program) {
    assumeTrue(false, program + " is not here; .ci/coding-agents provides it");
  }
}
