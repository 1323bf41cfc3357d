package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import dev.sparkle.cli.services.LibertyNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in questions, answers, titles and material, in a real Chromium: none runs. */
class InjectedPageIT {

  private static final String SCRIPTS =
      "<script>window.pwned=1</script><img src=x onerror=\"window.pwned=2\">"
          + "<svg onload=\"window.pwned=3\"></svg><iframe srcdoc=\"<script>top.pwned=4</script>\">"
          + "</iframe>[x](javascript:window.pwned=5)";

  private final LibertyNode node = Lab.modelNode();
  private final Browser browser = new Browser();

  @AfterEach
  void close() {
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
    browser.close();
  }

  @Test
  void runsNoScriptOfAnybody(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("zorblatt.md"),
            "# Zorblatt " + SCRIPTS + "\n\nThe zorblatt is a blue bird. " + SCRIPTS + "\n");
    SparkleClient operator = Lab.operator(node);
    Material material =
        new Learner(operator).hand(new Upload(file, "Zorblatt " + SCRIPTS, null, "everyone"));
    try {
      Lab.fakeLlm()
          .behave(
              new FakeBehaviour(
                  Pace.FULL,
                  Faults.NONE,
                  new Speech("The zorblatt is blue [1]. " + SCRIPTS, 0, true, ""),
                  FakeBehaviour.HEALTHY.apiKey()));
      Page page = LearnerPage.open(browser.desk(), node);
      LearnerPage.ask(page, "What is the zorblatt?");
      page.waitForSelector(LearnerPage.DONE);
      LearnerPage.ask(page, "And what is this? " + SCRIPTS);
      page.waitForFunction("() => document.querySelectorAll('.answer:not(.running)').length == 2");
      page.reload();
      page.waitForLoadState();

      assertEquals("undefined", page.evaluate("() => typeof window.pwned"));
      assertEquals(
          0,
          page.evaluate(
              "() => document.querySelectorAll('script:not([src]), iframe, [onerror], [onload],"
                  + " a[href^=\"javascript:\"]').length"));
      assertEquals(List.of(), browser.complaints(), "nothing was even tried");
    } finally {
      operator.call("DELETE", "materials/" + material.id(), null);
    }
  }
}
