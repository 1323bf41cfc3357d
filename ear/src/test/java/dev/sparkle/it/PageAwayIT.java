package dev.sparkle.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sparkle.it.LearnerPage.DONE;
import static dev.sparkle.it.LearnerPage.FAR_ENOUGH;
import static dev.sparkle.it.LearnerPage.TEXT;
import static dev.sparkle.it.LearnerPage.ask;
import static dev.sparkle.it.LearnerPage.messages;
import static dev.sparkle.it.LearnerPage.open;
import static dev.sparkle.it.LearnerPage.shown;
import static dev.sparkle.it.LearnerPage.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.services.LibertyNode;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The learner's page when it is left or the network leaves it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAwayIT {

  private static final Predicate<Response> REFRESH =
      answer -> answer.url().endsWith("/api/v1/auth/refresh");

  private final LibertyNode node = Lab.node();
  private final Browser browser = new Browser();

  @AfterEach
  void closeWindows() {
    browser.closeWindows();
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void keepsTheGuestSignedInOverAReload() {
    Page page = open(browser.phone(), node);
    ask(page, "What is osmosis?");
    page.locator(DONE).waitFor();
    String text = page.locator(TEXT).textContent();

    Response refreshed = page.waitForResponse(REFRESH, page::reload);

    assertEquals(200, refreshed.status());
    assertThat(page.locator(TEXT)).hasText(text);
    assertThat(page.locator(".question")).hasText("What is osmosis?");
    ask(page, "And in a plant cell?");
    page.locator(DONE).nth(1).waitFor();
    assertEquals(4, messages(refreshed).size());
  }

  @Test
  void losesAndDoublesNothingWhileTheNetworkIsAway() {
    talk(25, 100);
    Page page = browser.phone();
    Response guest =
        page.waitForResponse(
            answer -> answer.url().endsWith("/api/v1/auth/guest"),
            () -> ask(open(page, Lab.modelNode()), "Why do plants need light?"));
    page.waitForFunction(FAR_ENOUGH);

    page.context().setOffline(true);
    assertThat(page.locator("#connection")).hasText("reconnecting…");
    String before = page.locator(TEXT).textContent();
    page.context().setOffline(false);

    page.locator(DONE).waitFor();
    String after = page.locator(TEXT).textContent();
    assertTrue(after.startsWith(before), "the text stays: " + before + " / " + after);
    assertThat(page.locator("#connection")).hasText("");
    assertEquals(shown(messages(guest).get(1)), after);
  }

  @Test
  void goesOnWithARunningAnswerAfterAReload() {
    talk(25, 100);
    Page page = open(browser.phone(), Lab.modelNode());
    ask(page, "Why do plants need light?");
    page.waitForFunction(FAR_ENOUGH);

    Response refreshed = page.waitForResponse(REFRESH, page::reload);

    page.locator(DONE).waitFor();
    assertEquals(shown(messages(refreshed).get(1)), page.locator(TEXT).textContent());
    assertEquals(1, page.locator(".question").count());
  }

  @Test
  void opensWithoutANetworkAndGoesOnWithIt() {
    Page page = open(browser.phone(), node);
    ask(page, "What is osmosis?");
    page.locator(DONE).waitFor();
    page.waitForFunction(
        "async () => (await navigator.serviceWorker.ready).active.state === 'activated'");

    page.context().setOffline(true);
    page.reload();
    assertThat(page.locator("#question")).isVisible();
    assertThat(page.locator("#connection"))
        .hasText("Sparkle cannot be reached. Reload this page later.");

    page.context().setOffline(false);
    page.reload();
    assertThat(page.locator(".question")).hasText("What is osmosis?");
  }
}
