package dev.sparkle.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.services.LibertyNode;
import dev.sparkle.cli.services.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Liberty's own console: its user sees the jobs there, and nobody else sees anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminCenterIT {

  private final LibertyNode node = Lab.adminCenterNode();
  private final Browser browser = new Browser();
  private final Page page = browser.desk();

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void showsTheJobsToItsUser() throws IOException {
    page.navigate(at("/adminCenter/"));
    page.locator("input[name=j_username]").fill("admin");
    page.locator("input[name=j_password]").fill(password());
    page.keyboard().press("Enter");
    page.getByText("Java Batch").first().click();

    FrameLocator jobs = page.frameLocator("iframe");
    jobs.getByText("material-ingest").first().waitFor();
    assertThat(jobs.getByText("Completed").first()).isVisible();
  }

  @Test
  void letsNobodyElseIn() throws IOException {
    assertEquals(200, jobs("Basic " + basic("admin", password())).status());
    assertEquals(401, jobs("").status());
    assertEquals(401, jobs("Basic " + basic("admin", "admin")).status());
    assertEquals(401, jobs("Basic " + basic("sparkle-jobs", "")).status());
    assertEquals(401, jobs(Http.guest(node)).status(), "a learner's token");
    String operator = "Bearer " + OperatorToken.lookup().mint(Lab.keys()).orElseThrow();
    assertEquals(401, jobs(operator).status(), "an operator's token");
  }

  /** Jobs are tasks' work: who wants to stop one cancels its task. */
  @Test
  void letsItsUserOnlyWatch() throws IOException {
    APIResponse started =
        browser
            .desk()
            .context()
            .request()
            .post(
                at("/ibm/api/batch/jobinstances"),
                RequestOptions.create()
                    .setHeader("Authorization", "Basic " + basic("admin", password()))
                    .setData(
                        Map.of("applicationName", "sparkle", "jobXMLName", "retention-purge")));
    assertEquals(401, started.status());
    assertTrue(started.text().contains("not authorized to start batch jobs"), started.text());
  }

  @Test
  void isNotServedWithoutTls() {
    Http.Answer plain = Http.get(node, "/adminCenter/");
    assertEquals(302, plain.status());
    assertEquals("https", URI.create(plain.header("Location")).getScheme());
    assertFalse(Http.get(node, "/ibm/api/batch/jobinstances").body().contains("material-ingest"));
  }

  @Test
  void itsUserIsNobodyInSparkle() throws IOException {
    String basic = "Basic " + basic("admin", password());
    assertEquals(401, Http.get(node, "/api/v1/admin/tasks", "Authorization", basic).status());
    assertEquals(401, Http.get(node, "/api/v1/conversations", "Authorization", basic).status());
  }

  /** From a window without cookies, so that nothing but the header counts. */
  private APIResponse jobs(String authorization) {
    return browser
        .desk()
        .context()
        .request()
        .get(
            at("/ibm/api/batch/jobinstances"),
            RequestOptions.create().setHeader("Authorization", authorization));
  }

  private String at(String path) {
    return node.ports().secureAddress().resolve(path).toString();
  }

  private static String password() throws IOException {
    return Files.readString(NodeSettings.adminCenterPassword(Lab.keys())).strip();
  }

  private static String basic(String user, String password) {
    return Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
  }
}
