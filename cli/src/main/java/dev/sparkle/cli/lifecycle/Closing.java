package dev.sparkle.cli.lifecycle;

import java.net.URI;
import java.util.Map;

/** The last words of {@code up}: where to go from here. */
final class Closing {

  private Closing() {}

  /**
   * The words.
   *
   * @param page where learners go
   * @param operators where operators go
   * @param operate where Liberty's Admin Center is, and how one gets in; empty when there is none
   * @param environment what the nodes were started with
   */
  static String words(
      URI page,
      URI operators,
      boolean withCourse,
      String operate,
      Map<String, String> environment) {
    String model =
        environment.getOrDefault("SPARKLE_LLM_BASE_URL", "").isBlank()
            ? """
                  Model: none configured. Answers are taken from the course's own words.
                  Use any OpenAI-compatible server: SPARKLE_LLM_BASE_URL=… SPARKLE_LLM_MODEL=… ./sparkle up
                """
            : """
                  Model: %s at %s
                """
                .formatted(
                    environment.getOrDefault("SPARKLE_LLM_MODEL", "default"),
                    environment.get("SPARKLE_LLM_BASE_URL"));
    String ask =
        withCourse
            ? """
                  Ask here              ./sparkle ask "Why do plants need light?"
                """
            : "";
    return """

                  Ask in the browser    %1$s   (%6$s)
                %2$s  Add material          ./sparkle ingest FILE.pdf
                  Look after it         ./sparkle status · tasks · logs · down
                  Operate               %5$s   (first: ./sparkle operator create you@example.org)
                %3$s
                %4$s"""
        .formatted(
            page,
            ask,
            operate.isEmpty() ? "" : "  Liberty itself        " + operate + "\n",
            model,
            operators,
            guests(environment) ? "it signs you in as a guest" : "with an account; guests stay out")
        .stripTrailing();
  }

  private static boolean guests(Map<String, String> environment) {
    return !environment.getOrDefault("SPARKLE_IDENTITY_GUESTS", "true").equals("false");
  }
}
