package dev.sparkle.cli.bench;

import dev.sparkle.cli.services.Progress;
import java.io.PrintWriter;

/** Prints what is new, and nothing twice in a row. */
public final class NewWords implements Progress {

  private final PrintWriter out;
  private String last = "";

  public NewWords(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void now(String words) {
    if (!words.equals(last)) {
      last = words;
      out.println(words);
      out.flush();
    }
  }
}
