package dev.sparkle.cli.check;

import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ProtocolException;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.util.function.Function;

/**
 * A look at a server that may be out of order: that it does not answer, or says no, is what was
 * found, and no reason to look at nothing else.
 */
final class Look {

  private static final int LONGEST = 200;

  /** What may fail as servers do. */
  interface At<T> {
    T look() throws IOException;
  }

  private Look() {}

  /** A finding; a failed one of that name if it could not be looked. */
  static Finding at(String name, String todo, At<Finding> look) {
    return orElse(look, words -> Finding.judged(name, false, words, todo));
  }

  /**
   * What was seen, else what is made of the words that say why nothing was.
   *
   * @throws Trouble if the command is being ended
   */
  static <T> T orElse(At<T> look, Function<String, T> otherwise) {
    try {
      return look.look();
    } catch (Trouble known) {
      if (known.exitCode() == ExitCode.INTERRUPTED) {
        throw known;
      }
      return otherwise.apply(known.getMessage() + " " + known.remedy());
    } catch (IOException
        | ApiProblem
        | ServerUnreachable
        | ProtocolException
        | IllegalStateException failed) {
      return otherwise.apply(words(failed));
    }
  }

  /** What is left out is the list of all that came instead of an end. */
  private static String words(Exception failed) {
    String words = String.valueOf(failed.getMessage());
    return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
  }
}
