package dev.sparkle.cli.ingest;

import dev.sparkle.cli.client.Material;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The line of one file: on a terminal it changes in place, elsewhere each change of status is a
 * line of its own.
 */
final class IngestLine {

  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final Path name;
  private final boolean silent;
  private final boolean terminal = System.console() != null;
  private String last = "";

  IngestLine(PrintWriter out, Path name, boolean silent) {
    this.out = out;
    this.name = name;
    this.silent = silent;
  }

  /** What is happening now; {@code progress} may be null. */
  void now(Material material, OptionalDouble progress) {
    boolean known = progress != null && progress.isPresent() && progress.getAsDouble() > 0;
    String share =
        known ? String.format(Locale.ROOT, " %.0f %%", 100 * progress.getAsDouble()) : "";
    if (silent) {
      return;
    }
    if (terminal) {
      out.print(CLEAR + "  … " + name + "   " + material.status() + share);
    } else if (!material.status().equals(last)) {
      out.println("  … " + name + "   " + material.status());
    }
    out.flush();
    last = material.status();
  }

  /** How it ended. */
  void end(Material material, double seconds) {
    String took = String.format(Locale.ROOT, "%.1f s", seconds);
    String rest =
        switch (material.status()) {
          case "ready" ->
              "✓ %s   %s, %d passages   %s"
                  .formatted(name, material.title(), material.chunks(), took);
          case "failed" -> "✗ %s   %s".formatted(name, material.error());
          default -> "… %s   %s (id %s)".formatted(name, material.status(), material.id());
        };
    out.println((terminal ? CLEAR : "") + "  " + rest);
    out.flush();
  }

  /** The server said no. */
  void broken(PrintWriter err, String sentence) {
    if (terminal && !silent) {
      out.print(CLEAR);
      out.flush();
    }
    err.println("  ✗ " + name + "   " + sentence);
    err.flush();
  }
}
