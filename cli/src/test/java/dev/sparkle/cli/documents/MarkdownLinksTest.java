package dev.sparkle.cli.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever follows a link in these documents arrives. Links to other places are not followed. */
class MarkdownLinksTest {

  private static Optional<String> whatIsWrong(MarkdownPage page, MarkdownPage.Link link) {
    Path file = page.path().resolveSibling(link.file()).normalize();
    if (!link.file().isEmpty() && (!Files.exists(file) || !file.startsWith(MarkdownPage.ROOT))) {
      return Optional.of(page + " links to " + link.target() + ", which is not there");
    }
    if (link.anchor().isEmpty()) {
      return Optional.empty();
    }
    Path read = link.file().isEmpty() ? page.path() : file(file);
    MarkdownPage other = read.equals(page.path()) ? page : MarkdownPage.of(read);
    return other.anchors().contains(link.anchor())
        ? Optional.empty()
        : Optional.of(page + " links to " + link.target() + ", and there is no such heading");
  }

  /** A folder shows its README. */
  private static Path file(Path place) {
    return Files.isDirectory(place) ? place.resolve("README.md") : place;
  }

  @Test
  void everyLinkOfEveryPageArrives() {
    List<String> wrong = new ArrayList<>();
    int followed = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (MarkdownPage.Link link : page.links()) {
        if (!link.leavesTheCheckout()) {
          followed++;
          whatIsWrong(page, link).ifPresent(wrong::add);
        }
      }
    }
    assertEquals(List.of(), wrong, String.join("\n", wrong));
    assertTrue(followed > 300, "only " + followed + " links were found");
  }

  @Test
  void noticesWhatIsNotThere() {
    Path here = MarkdownPage.ROOT.resolve("docs/there-is-no-such-page.md");
    MarkdownPage page =
        new MarkdownPage(
            here,
            """
            # One heading
            [gone](gone.md) [no heading](#two-headings) [here](#one-heading)
            [a heading of another](api/errors.md#files) [not one of it](api/errors.md#folders)
            `[code](code.md)` ![picture](images/gone.png) [`code` in words](also-gone.md)
            """);

    List<String> wrong =
        page.links().stream()
            .filter(link -> whatIsWrong(page, link).isPresent())
            .map(MarkdownPage.Link::target)
            .toList();

    assertEquals(
        List.of(
            "gone.md", "#two-headings", "api/errors.md#folders", "images/gone.png", "also-gone.md"),
        wrong);
  }

  @Test
  void namesHeadingsAsCodeHostsDo() {
    assertEquals("libertys-admin-center", MarkdownPage.anchor("Liberty's Admin Center"));
    assertEquals("how-to-", MarkdownPage.anchor("How to …"));
    assertEquals("what-up-does", MarkdownPage.anchor("What `up` does"));
    assertEquals("a-link-in-it", MarkdownPage.anchor("A [link](x.md) in it"));
    assertEquals(
        Set.of("same", "same-1", "other"),
        new MarkdownPage(Path.of("x.md"), "# Same\n## Same\n\n### Other\n").anchors());
  }
}
