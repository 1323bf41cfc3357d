package dev.sparkle.it;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import dev.sparkle.cli.services.LibertyNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What the tests of the learner's page do and look at. */
final class LearnerPage {

  static final String TEXT = ".answer .text";
  static final String DONE = ".answer:not(.running)";
  static final String FAR_ENOUGH =
      "() => document.querySelector('.answer .text')?.textContent.length > 20";

  private LearnerPage() {}

  /** Opens the page of that node. */
  static Page open(Page page, LibertyNode node) {
    page.navigate(node.ports().address() + "/");
    return page;
  }

  /** Types a question and sends it. */
  static void ask(Page page, String question) {
    page.locator("#question").fill(question);
    page.keyboard().press("Enter");
  }

  /** Has the fake model say that. */
  static void say(String answer) {
    Lab.fakeLlm()
        .behave(
            new FakeBehaviour(
                Pace.FULL,
                Faults.NONE,
                new Speech(answer, 0, true, ""),
                FakeBehaviour.HEALTHY.apiKey()));
  }

  /** What axe finds that is serious or worse; empty if all is well. */
  static String barriers(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
            .collect(Collectors.joining("\n"));
  }

  /** A picture for the README, if this run is to make them. */
  static void keepPicture(Page page, String name) {
    if (Boolean.getBoolean("sparkle.screenshots")) {
      Path images = Path.of(System.getProperty("sparkle.root"), "docs", "images");
      page.screenshot(new Page.ScreenshotOptions().setPath(images.resolve(name + ".png")));
    }
  }

  /** Has the fake model answer at that pace from now on. */
  static void talk(double tokensPerSecond, int tokens) {
    Lab.fakeLlm()
        .behave(
            new FakeBehaviour(
                new Pace(tokensPerSecond, 0),
                Faults.NONE,
                new Speech("Light gives plants energy [1]. They store it.", tokens, true, ""),
                FakeBehaviour.HEALTHY.apiKey()));
  }

  /** The messages of the last conversation of whoever signed in by this answer, over REST. */
  static JsonNode messages(Response signIn) {
    String token = signIn.text().replaceAll(".*\"accessToken\":\"([^\"]+)\".*", "$1");
    SparkleClient client = SparkleClient.withToken(Lab.node().ports().address(), token);
    String last =
        client.call("GET", "conversations", null).path("items").get(0).path("id").asText();
    return client.call("GET", "conversations/" + last + "/messages", null).path("items");
  }

  /** A message as the page shows it: each [n] is the link n. */
  static String shown(JsonNode message) {
    return message.path("text").asText().replaceAll("\\s?\\[(\\d+)]", "$1");
  }
}
