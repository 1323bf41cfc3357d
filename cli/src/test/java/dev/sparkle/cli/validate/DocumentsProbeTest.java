package dev.sparkle.cli.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.services.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsProbeTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir private Path folder;

  @Test
  void theDocumentsOfThisCheckoutAreThereAndTheirLinksArrive() throws Exception {
    Outcome outcome = probe(ROOT);

    assertEquals(
        Verdict.PASSED,
        outcome.verdict(),
        Files.readString(folder.resolve("evidence/documents.txt")));
  }

  @Test
  void namesWhatIsMissingAndLinksThatLeadNowhere() throws Exception {
    for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
      write(name, "# One heading\n[here](#one-heading) [not](#two) [gone](docs/gone.md)\n");
    }
    write("docs/other.md", "[a heading](../README.md#one-heading) [none](../README.md#three)\n");
    write("monitoring/alerts/sparkle.yaml", "  - alert: Alone\n");
    write("monitoring/alerts/slo.yaml", "");

    Outcome outcome = probe(folder);

    assertEquals(Verdict.MISSED, outcome.verdict());
    String trouble = Files.readString(folder.resolve("evidence/documents.txt"));
    for (String each :
        List.of(
            "missing: docs/upgrade.md",
            "missing: docs/security-model.md",
            "missing: docs/capacity.md",
            "missing: docs/backup.md",
            "missing: docs/api/README.md",
            "no runbook: Alone",
            "README.md links to #two",
            "README.md links to docs/gone.md",
            "docs/other.md links to ../README.md#three")) {
      assertTrue(trouble.contains(each + "\n"), each + " in\n" + trouble);
    }
    assertTrue(!trouble.contains("one-heading"), trouble);
  }

  @Test
  void namesHeadingsAsCodeHostsDo() {
    assertEquals(
        Set.of("libertys-door", "same", "same-1", "a-link"),
        Headings.of(
            "# Liberty's door\n## Same\n### Same\n```\n# no heading\n```\n# A [link](x)\n"));
  }

  private void write(String name, String text) throws Exception {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private Outcome probe(Path root) throws Exception {
    return new DocumentsProbe()
        .run(
            new Scene(
                root, folder, "documents", false, Optional.empty(), Map.of(), Progress.SILENT));
  }
}
