package dev.sparkle.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.deploy.Practice;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeployDrillTest {

  private static String announced(String... arguments) {
    DeployDrill drill = new DeployDrill();
    new CommandLine(drill).parseArgs(arguments);
    StringWriter out = new StringWriter();
    drill.announce(new PrintWriter(out));
    return out.toString();
  }

  @Test
  void saysBeforeItBeginsInWhatItIsNoRealDeployment() {
    String words = announced("--hold", "7");
    assertTrue(
        words.contains(
            "each share is kept for 7 s (deploy: 15 min), the old nodes stand by for 7 s (deploy: 1"
                + " h)"),
        words);
    assertTrue(words.contains("60 s to first words (deploy: 1 s, 5 s)"), words);
    assertTrue(announced("--bad", "--hold", "7").contains("each share is kept for 21 s"));
  }

  @Test
  void itsLimitsAreFiguresToo() {
    assertEquals(2, Practice.limits().get("percent of errors allowed"));
    assertEquals(60, Practice.limits().get("seconds to first words allowed"));
    assertEquals(8, Practice.limits().get("fewest to judge by"));
  }
}
