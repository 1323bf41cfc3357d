package dev.sparkle.cli.tasks;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** Asks once before many things are changed. */
public final class Confirmation {

  @Option(names = "--yes", description = "Does not ask")
  private boolean yes;

  /**
   * Whether it is to be done.
   *
   * @param question names what it touches, as "Retry 214 dead tasks?"
   * @throws Trouble when nobody can be asked
   */
  public boolean given(String question) {
    if (yes) {
      return true;
    }
    Terminal terminal = Terminal.standard();
    if (!terminal.live()) {
      throw new Trouble(
          ExitCode.USAGE, question + " There is no terminal to ask at.", "To do it, add --yes.");
    }
    terminal.out().print(question + " [y/N] ");
    terminal.out().flush();
    try {
      int first = System.in.read();
      return first == 'y' || first == 'Y';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
