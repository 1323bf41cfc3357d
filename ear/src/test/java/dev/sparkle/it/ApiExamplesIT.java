package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.SparkleClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each call of {@code docs/api/README.md} as a reader would, with bash, curl and jq, and holds
 * the answers that the page shows against those that come.
 */
class ApiExamplesIT {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each call's status goes into a file; a body that curl prints stays what the reader sees. */
  private static final String CURL =
      """
      set -eu
      curl() { command curl "$@" -o body -w '%{http_code} %{method} %{url_effective}\\n' >> calls; \
      cat body; }
      """;

  @TempDir private Path folder;

  private record Block(String language, String text) {}

  @Test
  void everyCallDoesWhatThePageSays() throws Exception {
    Path page = Path.of(System.getProperty("sparkle.root"), "docs", "api", "README.md");
    Map<String, String> variables = new HashMap<>();
    variables.put("BASE", Lab.node().ports().address().toString());
    Pdf.save(folder.resolve("notes.pdf"), List.of(List.of("The moth of Zarnia lays 417 eggs.")));
    int calls = 0;
    List<Block> blocks = blocks(Files.readString(page));
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (!block.language().isEmpty()
          || !block.text().contains("curl ")
          || block.text().contains("./sparkle")
          || block.text().contains("/admin/")) {
        continue;
      }
      if (variables.containsKey("TOKEN") && !variables.containsKey("CONVERSATION")) {
        makeThings(variables);
      }
      String said = run(block.text(), variables);
      calls++;
      if (i + 1 < blocks.size() && isAnswer(blocks.get(i + 1))) {
        assertShown(block, blocks.get(i + 1), said);
      }
    }
    assertTrue(calls >= 12, "blocks of calls: " + calls);
  }

  /** A body; frames of the socket are held against the AsyncAPI document. */
  private static boolean isAnswer(Block block) {
    return block.language().equals("json") && !block.text().startsWith("{\"v\"");
  }

  private static List<Block> blocks(String page) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(page);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** What the page's ID stands for: things of whoever signed in by its first calls. */
  private void makeThings(Map<String, String> variables) throws IOException {
    SparkleClient client =
        SparkleClient.withToken(Lab.node().ports().address(), variables.get("TOKEN"));
    Learner learner = new Learner(client);
    variables.put("CONVERSATION", learner.ask("What is osmosis?").end().at().conversationId());
    Path file = Files.writeString(folder.resolve("moth.md"), "The moth of Zarnia is green.");
    Material material = learner.hand(file);
    variables.put("MATERIAL", material.id());
    variables.put(
        "TASK", client.call("GET", "materials/" + material.id(), null).path("taskId").asText());
    Path spare = Files.writeString(folder.resolve("spare.md"), "The moth of Zarnia is red.");
    variables.put("SPARE", learner.hand(spare).id());
  }

  /** Runs a block; what it sets is there for the next. */
  private String run(String text, Map<String, String> variables) throws Exception {
    String script =
        text.replace("conversations/ID", "conversations/$CONVERSATION")
            .replaceAll(
                "-X DELETE \\$BASE/api/v1/materials/ID",
                "-X DELETE \\$BASE/api/v1/materials/\\$SPARE")
            .replace("materials/ID", "materials/$MATERIAL")
            .replace("tasks/ID", "tasks/$TASK");
    Files.deleteIfExists(folder.resolve("calls"));
    String keep =
        """

        { echo; for each in SESSION TOKEN TICKET; do
          [ -z "${!each-}" ] || echo "$each=${!each}"; done; } > variables
        """;
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", CURL + script + keep).directory(folder.toFile());
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true);
    Process bash = builder.start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), script + "\n" + said);
    for (String call : Files.readAllLines(folder.resolve("calls"))) {
      boolean ended = call.startsWith("409") && call.endsWith("/cancel");
      assertTrue(call.startsWith("2") || ended, call + "\n" + said);
    }
    for (String line : Files.readAllLines(folder.resolve("variables"))) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        variables.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return said;
  }

  /** Whatever the page shows of an answer is in the real one, with the same kind of value. */
  private static void assertShown(Block call, Block shown, String said) throws IOException {
    if (said.isBlank()) {
      return; // it went into a variable
    }
    JsonNode example = JSON.readTree(shown.text());
    JsonNode real = JSON.readTree(said);
    List<String> missing = new ArrayList<>();
    compare("", example, real, missing);
    assertEquals(List.of(), missing, call.text() + said);
  }

  private static void compare(String path, JsonNode example, JsonNode real, List<String> missing) {
    if (example.isObject()) {
      for (Iterator<String> names = example.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!name.equals("…") && !OPTIONAL.contains(name)) {
          if (real.has(name)) {
            compare(path + "." + name, example.get(name), real.get(name), missing);
          } else {
            missing.add(path + "." + name);
          }
        }
      }
    } else if (example.isArray() && !example.isEmpty() && !real.isEmpty()) {
      compare(path + "[]", example.get(example.size() - 1), real.get(real.size() - 1), missing);
    } else if (example.getNodeType() != real.getNodeType()) {
      missing.add(path + " is " + real.getNodeType());
    }
  }

  /** What the page says is there only at times, or where something limits. */
  private static final List<String> OPTIONAL =
      List.of(
          "versions",
          "rating",
          "running",
          "page",
          "resetsAt",
          "error",
          "progress",
          "limit",
          "requests");
}
