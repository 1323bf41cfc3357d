package dev.sparkle.cli.deploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A migration that a release brings.
 *
 * @param number of its version
 * @param name of its file
 * @param contractions what it takes from the version before; empty: it only expands
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Migration(int number, String name, List<String> contractions) {

  Migration {
    contractions = List.copyOf(contractions);
  }
}
