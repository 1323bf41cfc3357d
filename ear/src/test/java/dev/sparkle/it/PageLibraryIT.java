package dev.sparkle.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.sparkle.it.LearnerPage.DONE;
import static dev.sparkle.it.LearnerPage.ask;
import static dev.sparkle.it.LearnerPage.barriers;
import static dev.sparkle.it.LearnerPage.keepPicture;
import static dev.sparkle.it.LearnerPage.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.sparkle.cli.client.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page keeps: conversations, materials, and sources beside an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageLibraryIT {

  private static final String HURT = "<img src=x onerror=\"window.hurt=1\">";

  private final Browser browser = new Browser();

  @AfterEach
  void closeWindows() {
    List<String> complaints =
        browser.complaints().stream()
            // the file that is refused on purpose
            .filter(each -> !each.contains("415 (Unsupported Media Type)"))
            .toList();
    browser.closeWindows();
    assertEquals(List.of(), complaints);
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void findsRenamesSavesAndDeletesConversations() throws IOException {
    Page page = open(browser.desk(), Lab.node());
    asked(page, "What is osmosis?");
    page.locator("#begin").click();
    assertThat(page.locator("#welcome")).isVisible();
    asked(page, "Why do plants need light?");
    assertThat(page.locator("#list li")).hasCount(2);

    page.locator("#search").fill("membrane");
    assertThat(page.locator("#list li")).hasCount(1);
    page.locator("#list .menu summary").click();
    page.getByText("Rename").click();
    page.locator("#confirm input").fill(HURT);
    page.locator("#confirm-yes").click();
    assertThat(page.locator("#list .name")).hasText(HURT);
    page.locator("#list a").click();
    assertThat(page.locator(".question")).hasText("What is osmosis?");
    assertThat(page.locator("#title")).hasText(HURT);

    page.locator("#list .menu summary").click();
    Download saved = page.waitForDownload(() -> page.getByText("Save as Markdown").click());
    assertTrue(Files.readString(saved.path()).contains("> What is osmosis?"));
    page.goBack();
    assertThat(page.locator(".question")).hasText("Why do plants need light?");

    page.locator("#list .menu summary").click();
    page.locator("#list .menu").getByText("Delete").click();
    page.locator("#confirm-yes").click();
    assertThat(page.locator("#list-note")).hasText("Nothing found.");
    page.locator("#search").fill("");
    assertThat(page.locator("#list li")).hasCount(1);
    assertEquals(null, page.evaluate("() => window.hurt ?? null"));
  }

  @Test
  void opensASourceBesideTheAnswer() {
    Page page = open(browser.desk(), Lab.node());
    asked(page, "What is osmosis?");
    page.locator("a.ref").first().click();
    page.locator(".citations .open").first().click();

    assertThat(page.locator("#source mark")).isVisible();
    assertThat(page.locator("#source mark")).containsText("Osmosis");
    assertThat(page.locator(".answer .text")).isInViewport();
    assertEquals("", barriers(page));
    keepPicture(page, "source-desk");
    page.locator("#source [data-close]").click();
    assertThat(page.locator("#source")).isHidden();
  }

  @Test
  void takesAFileInAndTellsHowFarItIs() {
    Page page = open(browser.phone(), Lab.node());
    page.locator("#open-drawer").click();
    page.locator("#open-materials").click();
    String name = "Brandholm " + HURT.replace("/", "") + ".md";
    String text = "# " + HURT + "\n\nThe lighthouse of Brandholm is forty metres high. " + HURT;
    page.locator("#file")
        .setInputFiles(
            new FilePayload(name, "text/markdown", text.getBytes(StandardCharsets.UTF_8)));

    assertThat(page.locator("#material-list .more").first())
        .hasText(java.util.regex.Pattern.compile("\\d+ passages · yours"));
    assertEquals("", barriers(page));
    keepPicture(page, "materials-phone");
    page.locator("#file")
        .setInputFiles(new FilePayload("x.exe", "text/plain", new byte[] {'M', 'Z', 0, 1}));
    assertThat(page.locator("#materials-note")).containsText("x.exe: ");
    page.locator("#materials [data-close]").click();

    asked(page, "How high is the lighthouse of Brandholm?");
    assertThat(page.locator(".answer .text").last()).containsText("forty metres");
    assertEquals(390, page.evaluate("() => document.documentElement.scrollWidth"));
    page.locator("a.ref").first().click();
    page.locator(".citations .open").first().click();
    page.locator("#source-text :is(mark, blockquote)").first().waitFor();
    page.keyboard().press("Escape");

    page.locator("#open-drawer").click();
    page.locator("#open-materials").click();
    page.locator("#material-list button").first().click();
    page.locator("#confirm-yes").click();
    assertThat(page.locator("#material-list button")).hasCount(0);
    assertEquals(null, page.evaluate("() => window.hurt ?? null"));
  }

  @Test
  void keepsVersionsAndShowsThemOnAnotherDevice() {
    Page page = open(browser.desk(), Lab.node());
    asked(page, "What is osmosis?");
    Page other = page.context().newPage();
    other.navigate(page.url());
    assertThat(other.locator(".question")).hasCount(1);

    page.getByLabel("Answer again").click();
    page.getByLabel("Good answer").click();
    page.getByLabel("Edit and ask again").click();
    page.locator("#question").fill("What is diffusion?");
    page.keyboard().press("Enter");
    page.locator(DONE).waitFor();
    assertThat(other.locator(".question .words")).hasText("What is diffusion?");

    page.reload();
    assertThat(page.locator(".question .versions")).hasText("2/2");
    page.getByLabel("Earlier version").click();
    assertThat(page.locator(".question .words")).hasText("What is osmosis?");
    assertThat(page.locator(".answer .versions")).hasText("2/2");
    assertThat(page.locator("[data-rating=up]")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void holdsAQuizAndTellsHowItStands() {
    Page page = open(browser.phone(), Lab.node());
    page.locator("#modes").getByText("Quiz").click();
    asked(page, "Quiz me on photosynthesis");
    asked(page, "I do not know");

    assertThat(page.locator(".verdict").last()).isVisible();
    assertThat(page.locator("#score")).hasText("0 of 1 right");
    assertThat(page.locator("#offer")).hasText("Another question");
    assertEquals("", barriers(page));
  }

  @Test
  void keepsAnAccountAndItsConversations() {
    String address = "page" + System.nanoTime() + "@example.org";
    Page page = open(browser.desk(), Lab.node());
    asked(page, "What is osmosis?");
    page.locator("#open-account").click();
    page.locator("input[name=email]").fill(address);
    page.locator("input[name=password]").fill("violet tractor 88 hums");
    page.locator("input[name=displayName]").fill(HURT);
    page.locator("#account-body .main").click();
    assertThat(page.locator("#who")).hasText(HURT);
    assertEquals("", barriers(page));

    page.locator("#account-body").getByText("Sign out").first().click();
    assertThat(page.locator("#who")).hasText("Guest");
    assertThat(page.locator("#list li")).hasCount(0);
    page.locator("#open-account").click();
    page.getByText("I have an account").click();
    page.locator("input[name=email]").fill(address);
    page.locator("input[name=password]").fill("violet tractor 88 hums");
    page.locator("#account-body .main").click();
    assertThat(page.locator("#list .name")).hasText("What is osmosis?");
    assertEquals(null, page.evaluate("() => window.hurt ?? null"));
  }

  @Test
  void letsATeacherShareWithAClassAndALearnerJoinIt() {
    Session teacher = People.withRoles(Lab.node(), "teacher");
    Page page = browser.desk();
    page.addInitScript(
        "sessionStorage.getItem('in') || (sessionStorage.setItem('in', '1'),"
            + " localStorage.setItem('sparkle.refreshToken', '"
            + teacher.refreshToken()
            + "'))");
    open(page, Lab.node());
    page.locator("#list-note").waitFor();
    page.locator("#open-account").click();
    page.getByText("New class").click();
    page.locator("#confirm input").fill("Biology 7b " + HURT);
    page.locator("#confirm-yes").click();
    String code =
        page.locator(".classes .more").textContent().replaceAll(".*Class code: (\\S+).*", "$1");
    page.locator("#account [data-close]").click();
    page.locator("#open-materials").click();
    byte[] text = "The lighthouse of Ostervik is painted blue.".getBytes(StandardCharsets.UTF_8);
    page.locator("#file").setInputFiles(new FilePayload("ostervik.md", "text/markdown", text));
    assertThat(page.locator("#material-list .more").first()).containsText("yours");
    page.locator("#material-list").getByText("Share").first().click();
    page.locator(".shares input").check();
    assertEquals("", barriers(page));

    Session learner = People.learner(Lab.node());
    Page other = browser.phone();
    other.addInitScript(
        "sessionStorage.getItem('in') || (sessionStorage.setItem('in', '1'),"
            + " localStorage.setItem('sparkle.refreshToken', '"
            + learner.refreshToken()
            + "'))");
    open(other, Lab.node());
    other.locator("#open-drawer").click();
    assertThat(other.locator("#who")).not().hasText("Guest");
    other.locator("#open-account").click();
    other.locator("#account-body form input").fill(code);
    other.locator("#account-body form button").click();
    assertThat(other.locator(".classes .name")).hasText("Biology 7b " + HURT);
    other.locator("#account [data-close]").click();
    other.locator("#open-drawer").click();
    other.locator("#open-materials").click();
    assertThat(other.locator("#material-list .more").first()).containsText("from a class");
  }

  private static void asked(Page page, String question) {
    ask(page, question);
    page.locator(DONE).last().waitFor();
  }
}
