package dev.sparkle.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sparkle.it.LearnerPage.DONE;
import static dev.sparkle.it.LearnerPage.FAR_ENOUGH;
import static dev.sparkle.it.LearnerPage.TEXT;
import static dev.sparkle.it.LearnerPage.ask;
import static dev.sparkle.it.LearnerPage.barriers;
import static dev.sparkle.it.LearnerPage.keepPicture;
import static dev.sparkle.it.LearnerPage.open;
import static dev.sparkle.it.LearnerPage.say;
import static dev.sparkle.it.LearnerPage.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sparkle.cli.fakellm.FakeBehaviour;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The learner's page in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {

  /** Notes each length that the answer's text had. */
  private static final String WATCH =
      """
      () => {
        window.lengths = [];
        const note = () => {
          const length = document.querySelector(".answer .text")?.textContent.length ?? 0;
          if (length > 0 && length !== window.lengths.at(-1)) window.lengths.push(length);
        };
        new MutationObserver(note).observe(document.body,
          { subtree: true, childList: true, characterData: true });
      }
      """;

  private final LibertyNode node = Lab.node();
  private final Browser browser = new Browser();

  @AfterEach
  void closeWindows() {
    List<String> complaints = browser.complaints();
    browser.closeWindows();
    Lab.fakeLlm().behave(FakeBehaviour.HEALTHY);
    assertEquals(List.of(), complaints);
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void asksByKeyboardAndSeesTheAnswerGrow() {
    Page page = open(browser.phone(), node);
    page.evaluate(WATCH);
    page.locator("#question").focus();
    page.keyboard().type("Why do plants need light?");
    page.keyboard().press("Enter");

    page.waitForFunction("() => window.lengths.length >= 3");
    page.locator(DONE).waitFor();

    List<?> lengths = (List<?>) page.evaluate("() => window.lengths");
    assertEquals(lengths.stream().sorted().toList(), lengths, "it only grows");
    assertThat(page.locator(".question")).hasText("Why do plants need light?");
    assertThat(page.locator("#question")).hasValue("");
    assertFits(page);
    keepPicture(page, "chat-phone");
  }

  @Test
  void opensACitationFromItsMark() {
    Page page = open(browser.phone(), node);
    ask(page, "What is osmosis?");
    page.locator(DONE).waitFor();
    Locator excerpt = page.locator(".citations blockquote").first();
    assertThat(excerpt).isHidden();

    page.locator("a.ref").first().focus();
    page.keyboard().press("Enter");

    assertThat(excerpt).isVisible();
    assertThat(page.locator(".citations summary").first()).containsText("Osmosis");
  }

  @Test
  void stopsWhenToldTo() {
    talk(20, 2000);
    Page page = open(browser.phone(), Lab.modelNode());
    ask(page, "Why do plants need light?");
    page.waitForFunction(FAR_ENOUGH);

    page.locator("#stop").click();

    page.locator(DONE).waitFor();
    assertThat(page.locator(".answer .state")).containsText("stopped");
    assertThat(page.locator("#send")).isVisible();
    assertThat(page.locator("#stop")).isHidden();
    assertFalse(page.locator(TEXT).textContent().isBlank(), "what was said stays");
  }

  @Test
  void showsMarkupAsText() {
    String markup =
        "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=1</script><b>why?</b>";
    // without layer 4, which would make it harmless before it gets here
    Map<String, String> settings = new HashMap<>(Lab.fakeModel());
    settings.put("SPARKLE_SAFETY_OUTPUT_MODE", "off");
    LibertyNode unfiltered = Lab.started("unfiltered", Lab.settings(settings));
    unfiltered.awaitReady(Duration.ofMinutes(3), Progress.SILENT);

    assertTrue(
        answerTo(markup, unfiltered).contains(markup), "the fake model repeats it, unfiltered");
    unfiltered.stop(Duration.ofSeconds(10));
  }

  @Test
  void showsNoMarkupOfAModelAtAll() {
    String answer =
        answerTo(
            "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=1</script><b>why?</b>",
            Lab.modelNode());

    assertTrue(answer.contains("why?"), answer);
    assertFalse(answer.contains("<script>"), answer);
  }

  private String answerTo(String markup, LibertyNode asked) {
    Page page = open(browser.phone(), asked);
    ask(page, markup);
    page.locator(DONE).waitFor();

    assertThat(page.locator(".question")).hasText(markup);
    assertEquals(0, page.locator("main img, main script, main b").count());
    assertEquals(null, page.evaluate("() => window.hurt ?? null"));
    return page.locator(TEXT).textContent();
  }

  @Test
  void writesMarkdownMathematicsAndCodeAndNothingWorse() {
    say(
        """
        # Light

        **Plants** use $E = h\\nu$ and [1]. [click](javascript:window.hurt=1) ![x](/evil.png)

        $$a^2 + b^2 = \\href{javascript:window.hurt=1}{c^2}$$

        | a | b |
        |---|---|
        | 1 | <img src=x onerror="window.hurt=1"> |

        ```html
        <script>window.hurt = [1]</script>
        ```
        """);
    Page page = open(browser.desk(), Lab.modelNode());
    ask(page, "Why do plants need light?");
    page.locator(DONE).waitFor();

    assertThat(page.locator(TEXT + " h1")).hasText("Light");
    assertThat(page.locator(TEXT + " strong")).hasText("Plants");
    page.locator(TEXT + " math").nth(1).waitFor();
    assertThat(page.locator(TEXT + " td").nth(0)).hasText("1");
    assertEquals(1, page.locator("a.ref").count(), "no reference in code");
    assertEquals(0, page.locator("main img, main script, main a[href^='javascript']").count());
    assertEquals(null, page.evaluate("() => window.hurt ?? null"));
    assertEquals("", barriers(page));
    assertFits(page);
  }

  @Test
  void hasNoBarrierForAScreenReaderAndSpeaksChinese() {
    Page page = open(browser.phoneInChinese(), node);
    assertEquals("", barriers(page));
    assertThat(page.locator("#welcome h2")).hasText("就这门课程提问");
    assertThat(page.locator("#open-drawer")).hasAttribute("aria-label", "菜单");
    page.locator("#open-drawer").click();
    page.locator("#drawer:modal").waitFor();
    assertEquals("", barriers(page));
    page.locator("#language").click();
    assertThat(page.locator("#begin")).hasText("New conversation");
    page.locator("#open-account").click();
    assertEquals("", barriers(page));
    page.keyboard().press("Escape");
    page.getByText("光合作用是什么？").click();
    page.locator(DONE).waitFor();
    page.locator("a.ref").first().click();
    assertEquals("", barriers(page));
    page.reload();
    assertThat(page.locator("#question")).hasAttribute("placeholder", "Ask about this course…");
  }

  @Test
  void answersAChineseQuestionInChinese() {
    Page page = open(browser.phone(), node);
    page.getByText("光合作用是什么？").click();
    page.locator(DONE).waitFor();

    String text = page.locator(TEXT).textContent();
    assertTrue(text.codePoints().anyMatch(Character::isIdeographic), text);
    assertTrue(page.locator("a.ref").count() > 0, text);
    assertFits(page);
  }

  @Test
  void fitsADeskAndTheDark() {
    Page desk = open(browser.desk(), node);
    ask(desk, "How does natural selection work?");
    desk.locator(DONE).waitFor();
    desk.locator("a.ref").first().click();
    assertFits(desk);
    keepPicture(desk, "chat-desk");

    Page dark = open(browser.phoneInTheDark(), node);
    ask(dark, "光合作用是什么？");
    dark.locator(DONE).waitFor();
    assertTrue(brightness(dark, "backgroundColor") < 60);
    assertTrue(brightness(dark, "color") > 200);
    assertFits(dark);
    keepPicture(dark, "chat-phone-dark");
  }

  /** Nothing sticks out, and the field to ask in is in sight. */
  private static void assertFits(Page page) {
    assertEquals(
        true, page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"));
    assertThat(page.locator("#question")).isInViewport();
  }

  private static double brightness(Page page, String property) {
    return ((Number)
            page.evaluate(
                "property => Math.max(...getComputedStyle(document.body)[property]"
                    + ".match(/\\d+/g).slice(0, 3).map(Number))",
                property))
        .doubleValue();
  }
}
