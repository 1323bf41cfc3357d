package dev.sparkle.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sparkle.cli.Sparkle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DrillCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Sparkle.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @Test
  void aloneListsTheDrillsWithWhatEachProves() {
    assertEquals(0, run("drill"));
    for (String drill :
        List.of(
            "redis",
            "node",
            "nodes",
            "postgres",
            "sentinel",
            "failover",
            "restore",
            "deadlock",
            "pool",
            "disk",
            "deploy",
            "production",
            "check",
            "all")) {
      assertTrue(out.toString().contains("  " + drill + " "), drill + " in " + out);
    }
    assertTrue(out.toString().contains("must notice"), out.toString());
  }

  @Test
  void eachDrillTellsItsExitCodes() {
    assertEquals(0, run("drill", "redis", "--help"));
    assertTrue(out.toString().contains("nothing is built"), out.toString());
  }

  @Test
  void unknownDrillIsWrongUsage() {
    assertEquals(2, run("drill", "earthquake"));
    assertTrue(err.toString().contains("earthquake"), err.toString());
  }
}
