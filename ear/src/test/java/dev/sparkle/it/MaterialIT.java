package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.LibertyNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody hands in is found, by whom it is meant for, with its page. */
class MaterialIT {

  private static final String MOTH = "How many eggs does the Glimmer moth of Zarnia lay?";

  private final LibertyNode node = Lab.node();
  private final Learner owner = Learner.guest(node);
  private final Learner stranger = Learner.guest(node);

  @TempDir private Path folder;

  @Test
  void answersFromAPdfWithThePageOfTheFact() {
    Material ready = owner.hand(zarnia());

    assertEquals("ready", ready.status(), ready.toString());
    assertTrue(ready.chunks() >= 1, ready.toString());
    Learner.Answer moth = owner.ask(MOTH);
    assertTrue(moth.text().contains("417"), moth.toString());
    assertCites(moth, ready, 3);
    Learner.Answer bridge = owner.ask("Who built the copper bridge of Zarnia?");
    assertTrue(bridge.text().contains("Orlin Vask"), bridge.toString());
    assertCites(bridge, ready, 5);
  }

  @Test
  void showsAGuestsMaterialToNobodyElse() {
    Material mine = owner.hand(zarnia());

    Learner.Answer theirs = stranger.ask(MOTH);

    assertFalse(theirs.text().contains("417"), theirs.toString());
    assertFalse(cites(theirs, mine), theirs.toString());
    assertEquals(404, refused(() -> stranger.client().material(mine.id())).status());
    assertEquals(
        404,
        refused(() -> stranger.client().call("DELETE", "materials/" + mine.id(), null)).status());
    assertTrue(found(owner, mine));
    assertFalse(found(stranger, mine));
    assertFalse(listed(stranger, mine));
    Learner.Answer asked = stranger.ask(new Question(MOTH, null, null, List.of(mine.id()), null));
    assertFalse(asked.text().contains("417"), "also not by its id: " + asked);
    assertEquals("ready", owner.client().material(mine.id()).status());
  }

  @Test
  void forgetsADeletedMaterial() {
    Material mine = owner.hand(zarnia());
    assertTrue(owner.ask(MOTH).text().contains("417"));

    owner.client().call("DELETE", "materials/" + mine.id(), null);

    Learner.Answer after = owner.ask(MOTH);
    assertFalse(after.text().contains("417"), after.toString());
    assertFalse(cites(after, mine), after.toString());
    assertFalse(found(owner, mine));
    assertEquals(404, refused(() -> owner.client().material(mine.id())).status());
  }

  @Test
  void readsAChineseTextInItsOldEncoding() throws IOException {
    Path file = folder.resolve("银铃草.txt");
    Files.write(
        file,
        """
        银铃草只生长在云雾山的北坡。

        银铃草的花在日落后第九分钟开放，开放时发出轻微的铃声，持续四十三秒。
        """
            .getBytes(Charset.forName("GB18030")));

    Material ready = owner.hand(file);

    assertEquals("银铃草", ready.title());
    Learner.Answer answer = owner.ask("银铃草的花什么时候开放？");
    assertTrue(answer.text().contains("日落后第九分钟"), answer.toString());
    assertTrue(cites(answer, ready), answer.toString());
  }

  @Test
  void citesTheSectionOfAMarkdownText() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("quell.md"),
            """
            # Minerals of the Quell valley

            ## Brightstone

            Brightstone melts at exactly 611 degrees.

            ## Dullstone

            Dullstone floats on sea water.
            """);

    Material ready = owner.hand(file);

    assertEquals("Minerals of the Quell valley", ready.title());
    Learner.Answer answer = owner.ask("At which temperature does brightstone melt?");
    assertTrue(answer.text().contains("611"), answer.toString());
    assertTrue(
        answer.used().stream().anyMatch(each -> each.title().contains("Brightstone")),
        answer.toString());
  }

  @Test
  void readsTheWordsOfAPageAndNotItsScript() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("lanterns.html"),
            """
            <!doctype html><html><head><title>Lantern fish of Morv</title>
            <script>var secret = "scriptword";</script></head><body>
            <nav>navigationword</nav>
            <h1>Lantern fish of Morv</h1>
            <p>A lantern fish of Morv glows in <b>violet</b> for 88 nights.</p>
            </body></html>
            """);

    Material ready = owner.hand(file);

    assertEquals("Lantern fish of Morv", ready.title());
    Learner.Answer answer = owner.ask("For how many nights does a lantern fish of Morv glow?");
    assertTrue(answer.text().contains("in violet for 88 nights"), answer.toString());
    String excerpts = owner.client().search("lantern fish of Morv", 5).toString();
    assertFalse(excerpts.contains("scriptword"), excerpts);
    assertFalse(excerpts.contains("navigationword"), excerpts);
  }

  @Test
  void letsOnlyTeachersAndOperatorsShareWithEveryone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tide.txt"), "The tide clock of Ebbholm strikes 29 times at noon.");
    Upload forAll = new Upload(file, null, null, "everyone");

    ApiProblem refused = refused(() -> owner.client().upload(forAll));

    assertEquals(403, refused.status());
    assertEquals("forbidden", refused.code());
    assertTrue(refused.getMessage().contains("teachers"), refused.getMessage());
    Learner operator = new Learner(Lab.operator(node));
    Material shared = operator.hand(forAll);
    try {
      Learner.Answer answer = stranger.ask("How often does the tide clock of Ebbholm strike?");
      assertTrue(answer.text().contains("29 times"), answer.toString());
      assertTrue(cites(answer, shared), answer.toString());
      assertEquals("ready", stranger.client().material(shared.id()).status());
      assertTrue(listed(stranger, shared));
    } finally {
      operator.client().call("DELETE", "materials/" + shared.id(), null);
    }
    assertFalse(found(stranger, shared));
  }

  @Test
  void looksOnlyIntoTheMaterialsThatAreNamed() throws IOException {
    Path red = folder.resolve("red.txt");
    Path blue = folder.resolve("blue.txt");
    Files.writeString(red, "The Tarrow bell weighs 1,300 kilograms.");
    Files.writeString(blue, "The Tarrow bell was cast in the year 1742.");
    Material weight = owner.hand(red);
    Material year = owner.hand(blue);
    String question = "What is known about the Tarrow bell?";

    Learner.Answer one = owner.ask(new Question(question, null, null, List.of(weight.id()), null));
    Learner.Answer both = owner.ask(question);

    assertTrue(one.text().contains("1,300"), one.toString());
    assertFalse(one.text().contains("1742"), one.toString());
    assertTrue(
        one.citations().stream().allMatch(each -> each.materialId().equals(weight.id())),
        one.toString());
    assertTrue(cites(both, weight) && cites(both, year), both.toString());
  }

  private Path zarnia() {
    return Pdf.save(
        folder.resolve("zarnia.pdf"),
        List.of(
            List.of("The island of Zarnia lies in the Sea of Glass.", "It has two rivers."),
            List.of("The river Ommer runs north for ninety miles.", "No fish live in it."),
            List.of("The Glimmer moth of Zarnia lays exactly 417 eggs.", "It flies in winter."),
            List.of("The capital of Zarnia is called Pell.", "Its market opens at dawn."),
            List.of("The copper bridge of Zarnia was built by Orlin Vask.", "It has six arches.")));
  }

  private static void assertCites(Learner.Answer answer, Material material, int page) {
    assertTrue(
        answer.used().stream()
            .anyMatch(
                each ->
                    each.materialId().equals(material.id())
                        && each.page() != null
                        && each.page() == page),
        answer.toString());
  }

  private static boolean cites(Learner.Answer answer, Material material) {
    return answer.citations().stream().anyMatch(each -> each.materialId().equals(material.id()));
  }

  private static boolean found(Learner learner, Material material) {
    List<ChatEvent.Reference> found = learner.client().search("Glimmer moth of Zarnia", 20);
    return found.stream().anyMatch(each -> each.materialId().equals(material.id()));
  }

  private static boolean listed(Learner learner, Material material) {
    for (JsonNode item : learner.client().call("GET", "materials", null).path("items")) {
      if (item.path("id").asText().equals(material.id())) {
        return true;
      }
    }
    return false;
  }

  private static ApiProblem refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(ApiProblem.class, call);
  }
}
