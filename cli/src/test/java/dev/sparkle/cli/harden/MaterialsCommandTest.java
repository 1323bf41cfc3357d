package dev.sparkle.cli.harden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaterialsCommandTest {

  @Test
  void asksMavenOnlineWhateverElseItIsGiven() {
    assertEquals(List.of("-T2", "-Dx=-o"), MaterialsCommand.online(" -o -T2  -Dx=-o --offline "));
    assertEquals(List.of(), MaterialsCommand.online(""));
  }

  @Test
  void tellsMavensFirstErrorAndNotItsAdvice() {
    assertEquals(
        "Goal requires online mode.",
        MaterialsCommand.firstError(
            List.of(
                "\u001B[0m\u001B[0m[ERROR] Goal requires online mode.",
                "[ERROR] ",
                "[ERROR] To see the full stack trace of the errors, re-run Maven with -e.",
                "\u001B[0m\u001B[0m")));
  }
}
