package dev.sparkle.cli.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Markdown file of the checkout: what it links to, and where others may link into it.
 *
 * <p>It reads what these pages use: inline links, images, headings of the form {@code ## …}, blocks
 * between three quotes. It knows no links by reference and no HTML.
 *
 * @param path absolute
 * @param prose the text without blocks of code; lines are kept
 */
record MarkdownPage(Path path, String prose) {

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern LINK =
      Pattern.compile("\\[(?<words>(?:[^\\[\\]]|\\[[^\\]]*\\])*)\\]\\((?<target>[^()\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ {0,3}```.*?^ {0,3}```[^\\n]*$");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

  /** A link as it is written. */
  record Link(String words, String target) {

    /** Elsewhere in the world: not looked at. */
    boolean leavesTheCheckout() {
      return target.matches("[a-z]+:.*");
    }

    /** Without what stands behind #; empty for a place in the same page. */
    String file() {
      return target.replaceFirst("#.*", "");
    }

    /** Without #; empty for the whole file. */
    String anchor() {
      return target.contains("#") ? target.replaceFirst(".*?#", "") : "";
    }
  }

  static MarkdownPage of(Path path) {
    try {
      return new MarkdownPage(path, withoutBlocks(Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  static MarkdownPage named(String path) {
    return of(ROOT.resolve(path));
  }

  /** Every page but those in hidden folders and in what a build made. */
  static List<MarkdownPage> all() {
    List<MarkdownPage> pages = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) {
              String name = folder.getFileName().toString();
              boolean passed =
                  !folder.equals(ROOT) && (name.startsWith(".") || NOT_OURS.contains(name));
              return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
              if (file.toString().endsWith(".md")) {
                pages.add(MarkdownPage.of(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  /**
   * The links of the prose; what stands between back quotes is code, unless it is a link's word.
   */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    Matcher found = LINK.matcher(prose);
    int from = 0;
    while (found.find(from)) {
      if (inCode(found.start())) {
        from = found.start() + 1;
      } else {
        links.add(new Link(found.group("words"), found.group("target")));
        from = found.start() + 1; // an image may be a link's words
      }
    }
    return links;
  }

  private boolean inCode(int at) {
    int line = prose.lastIndexOf('\n', at - 1) + 1;
    return prose.substring(line, at).chars().filter(c -> c == '`').count() % 2 == 1;
  }

  /** What headings are called in addresses, as code hosts make it of their words. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    Map<String, Integer> before = new HashMap<>();
    HEADING
        .matcher(prose)
        .results()
        .map(heading -> anchor(heading.group(1)))
        .forEach(
            name -> {
              int times = before.merge(name, 1, Integer::sum) - 1;
              anchors.add(times == 0 ? name : name + "-" + times);
            });
    return anchors;
  }

  static String anchor(String heading) {
    return LINK.matcher(heading)
        .replaceAll("${words}")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
        .replace(' ', '-');
  }

  private static String withoutBlocks(String text) {
    return FENCE.matcher(text).replaceAll(block -> "\n".repeat(lines(block.group())));
  }

  private static int lines(String block) {
    return (int) block.chars().filter(c -> c == '\n').count();
  }

  @Override
  public String toString() {
    return ROOT.relativize(path).toString();
  }
}
