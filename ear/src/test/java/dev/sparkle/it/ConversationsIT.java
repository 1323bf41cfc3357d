package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.SparkleClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a learner does with his conversations over REST. */
class ConversationsIT {

  private final Learner learner = Learner.guest(Lab.node());
  private final Learner stranger = Learner.guest(Lab.node());

  @Test
  void findsByWordsInTitleQuestionAndAnswer() {
    String osmosis = begin("What is osmosis?");
    begin("Why do plants need light?");

    assertEquals(List.of(osmosis), ids(search("OSMOSIS")));
    assertEquals(List.of(osmosis), ids(search("membrane water")));
    assertTrue(
        search("membrane").path("items").get(0).path("excerpt").asText().contains("membrane"));
    assertEquals(List.of(), ids(search("no_such%")));
    assertEquals(List.of(), ids(stranger.client().call("GET", "conversations?q=osmosis", null)));
  }

  @Test
  void pagesWhatItFinds() {
    begin("What is osmosis?");
    begin("And osmosis in a plant cell?");

    JsonNode first = learner.client().call("GET", "conversations?q=osmosis&limit=1", null);
    JsonNode second =
        learner
            .client()
            .call(
                "GET",
                "conversations?q=osmosis&limit=1&cursor=" + first.path("nextCursor").asText(),
                null);

    assertEquals(1, second.path("items").size());
    assertFalse(second.has("nextCursor"), second.toString());
    assertFalse(ids(first).equals(ids(second)));
  }

  @Test
  void renamesForItsOwnerOnly() {
    String id = begin("What is osmosis?");

    assertEquals("Water", rename(learner, id, "  Water ").path("title").asText());

    assertEquals(404, refused(() -> rename(stranger, id, "Mine")).status());
    assertEquals("bad_title", refused(() -> rename(learner, id, " ")).code());
    assertEquals("bad_title", refused(() -> rename(learner, id, "x".repeat(81))).code());
    assertEquals("Water", get("conversations/" + id).path("title").asText());
  }

  @Test
  void deletesForItsOwnerOnly() {
    String id = begin("What is osmosis?");
    assertEquals(404, refused(() -> delete(stranger, id)).status());

    delete(learner, id);

    assertEquals(404, refused(() -> get("conversations/" + id)).status());
    assertEquals(404, refused(() -> get("conversations/" + id + "/messages")).status());
    assertEquals(404, refused(() -> delete(learner, id)).status());
    assertEquals(List.of(), ids(search("osmosis")));
  }

  @Test
  void givesOneAndAllToTakeAway() {
    String id = begin("What is osmosis?");
    begin("Why do plants need light?");

    JsonNode one = get("conversations/" + id + "/export");
    assertEquals(id, one.path("id").asText());
    assertEquals(2, one.path("messages").size());
    JsonNode all = get("conversations/export?format=json");
    assertEquals(2, all.size());
    assertEquals(one, all.get(1));
    assertEquals("bad_format", refused(() -> get("conversations/export?format=pdf")).code());
    assertEquals(
        404,
        refused(() -> stranger.client().call("GET", "conversations/" + id + "/export", null))
            .status());
  }

  @Test
  void writesMarkdownToBeRead() {
    String token = Http.guest(Lab.node());
    URI server = Lab.node().ports().address();
    new Learner(SparkleClient.withToken(server, token.substring("Bearer ".length())))
        .ask("What is osmosis?");

    Http.Answer read =
        Http.get(
            Lab.node(), "/api/v1/conversations/export?format=markdown", "Authorization", token);

    assertTrue(read.header("Content-Type").startsWith("text/markdown"), read.toString());
    assertTrue(read.header("Content-Disposition").endsWith(".md\""), read.toString());
    assertTrue(read.body().startsWith("# What is osmosis?"), read.body());
    assertTrue(read.body().contains("> What is osmosis?"), read.body());
    assertTrue(read.body().contains("\n[1] Cells and Membranes"), read.body());
  }

  @Test
  void opensACitationInItsMaterial() {
    Learner.Answer answer = learner.ask("What is osmosis?");
    ChatEvent.Reference used = answer.used().get(0);

    JsonNode page =
        get(
            "materials/"
                + used.materialId()
                + "/passages?limit=5&excerpt="
                + URLEncoder.encode(used.excerpt(), StandardCharsets.UTF_8));

    int match = page.path("match").asInt(-1);
    String passage =
        StreamSupport.stream(page.path("items").spliterator(), false)
            .filter(item -> item.path("ordinal").asInt() == match)
            .findFirst()
            .orElseThrow()
            .path("text")
            .asText()
            .strip()
            .replaceAll("\\s+", " ");
    assertTrue(passage.startsWith(used.excerpt().replaceAll("…$", "")), passage);
    JsonNode whole = get("materials/" + used.materialId() + "/passages?limit=1");
    assertEquals(0, whole.path("items").get(0).path("ordinal").asInt());
    assertEquals("1", whole.path("nextCursor").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "conversations?cursor=x, 400",
    "conversations/x, 404",
    "materials/x/passages, 404",
    "conversations/00000000-0000-0000-0000-000000000000/export, 404"
  })
  void refusesWhatItCannotRead(String path, int status) {
    assertEquals(status, refused(() -> get(path)).status());
  }

  private String begin(String question) {
    Learner.Answer answer = learner.ask(question);
    return answer.end().at().conversationId();
  }

  private JsonNode get(String path) {
    return learner.client().call("GET", path, null);
  }

  private JsonNode search(String words) {
    return get("conversations?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
  }

  private static JsonNode rename(Learner who, String id, String title) {
    return who.client()
        .call(
            "PATCH",
            "conversations/" + id,
            JsonNodeFactory.instance.objectNode().put("title", title));
  }

  private static void delete(Learner who, String id) {
    who.client().call("DELETE", "conversations/" + id, null);
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static ApiProblem refused(Executable call) {
    return assertThrows(ApiProblem.class, call);
  }
}
