package dev.sparkle.it;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.services.LibertyNode;
import java.util.UUID;

/** The operations console, as its tests use it. */
record OpsConsole(Page page, LibertyNode node) {

  /** An address and a password of somebody with these roles, made by an operator. */
  record Person(String email, String password, UUID account) {

    static Person with(LibertyNode node, String... roles) {
      SparkleClient operator = Lab.operator(node);
      String email = People.address();
      com.fasterxml.jackson.databind.node.ObjectNode body =
          new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode();
      body.put("email", email).put("password", People.PASSWORD);
      for (String role : roles) {
        body.withArray("roles").add(role);
      }
      return new Person(
          email,
          People.PASSWORD,
          UUID.fromString(
              operator.call("POST", "admin/accounts", body).at("/account/id").asText()));
    }
  }

  /** Opens the console's door. */
  OpsConsole open(String hash) {
    page.navigate(node.ports().address() + "/ops/" + hash);
    return this;
  }

  /** Signs in at the door; what comes of it is for the test to see. */
  OpsConsole signIn(Person person) {
    page.locator("#door [name=email]").fill(person.email());
    page.locator("#door [name=password]").fill(person.password());
    page.locator("#door button").click();
    return this;
  }

  /** Goes to a place and waits until it shows something. */
  OpsConsole at(String hash) {
    page.evaluate("hash => { location.hash = hash; }", hash);
    String place = hash.replaceAll("^#/([a-z]*).*", "$1");
    page.locator("#page[data-place=" + (place.isEmpty() ? "overview" : place) + "] header .live")
        .waitFor();
    return this;
  }

  /** A table's row that has that text. */
  Locator row(String text) {
    return page.locator("#page tbody tr").filter(new Locator.FilterOptions().setHasText(text));
  }

  /** Answers the question before a dangerous act. */
  void answer(boolean yes) {
    page.locator(yes ? "#confirm-yes" : "#confirm-no").click();
  }

  /** The line that tells what was done. */
  void said(String text) {
    PlaywrightAssertions.assertThat(page.locator("#said")).containsText(text);
  }
}
