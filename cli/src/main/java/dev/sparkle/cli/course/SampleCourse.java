package dev.sparkle.cli.course;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.OperatorToken;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.lifecycle.CourseLoader;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import dev.sparkle.cli.services.Progress;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The course that comes with Sparkle, so that there is something to ask about. It is loaded as any
 * other material is: over REST, for everyone, by the operator at the server.
 */
public final class SampleCourse implements CourseLoader {

  private static final String FOLDER = "/sample-course/";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(150);

  private final Path keys;

  /**
   * @param keys folder of the installation's signing keys
   */
  public SampleCourse(Path keys) {
    this.keys = keys;
  }

  private record Chapter(String file, String title) {}

  @Override
  public String load(URI node, Progress progress) {
    String token =
        OperatorToken.lookup()
            .mint(keys)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.DEGRADED,
                        "the signing keys in " + keys + " cannot be read.",
                        "Give them to yourself, then repeat."));
    SparkleClient client = SparkleClient.withToken(node, token);
    JsonNode course = description();
    List<Chapter> chapters = new ArrayList<>();
    course
        .path("files")
        .forEach(f -> chapters.add(new Chapter(f.path("file").asText(), f.path("title").asText())));
    Map<String, String> there = there(client, course.path("title").asText());
    List<String> ids = new ArrayList<>();
    for (Chapter chapter : chapters) {
      String id = there.get(chapter.title());
      ids.add(id != null ? id : upload(client, chapter, course.path("title").asText()));
    }
    int passages = 0;
    for (int i = 0; i < ids.size(); i++) {
      progress.now((i + 1) + " of " + ids.size() + " chapters");
      passages += ready(client, ids.get(i)).chunks();
    }
    return sections(chapters) + " sections, " + passages + " passages";
  }

  /** What is loaded already and did not fail: ids by title. */
  private static Map<String, String> there(SparkleClient client, String course) {
    Map<String, String> found = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page = client.call("GET", "materials?limit=100" + cursor, null);
      for (JsonNode item : page.path("items")) {
        if (course.equals(item.path("course").asText())
            && !"failed".equals(item.path("status").asText())) {
          found.put(item.path("title").asText(), item.path("id").asText());
        }
      }
      JsonNode next = page.path("nextCursor");
      cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
    } while (!cursor.isEmpty());
    return found;
  }

  private static String upload(SparkleClient client, Chapter chapter, String course) {
    Path copy = null;
    try (InputStream in = resource(chapter.file())) {
      copy = Files.createTempFile("sparkle-course-", ".md");
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return client.upload(new Upload(copy, chapter.title(), course, "everyone")).id();
    } catch (IOException e) {
      throw Trouble.withFile("the sample course cannot be copied to a temporary file", e);
    } finally {
      if (copy != null && !copy.toFile().delete()) {
        copy.toFile().deleteOnExit();
      }
    }
  }

  private static Material ready(SparkleClient client, String id) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Material material = client.material(id);
    while (!material.settled()) {
      if (System.nanoTime() > end) {
        throw new Trouble(
            ExitCode.DEGRADED,
            "\"" + material.title() + "\" is not ready after " + PATIENCE.toSeconds() + " s.",
            "See ./sparkle logs; repeat ./sparkle up to go on.");
      }
      Pause.of(LOOK);
      material = client.material(id);
    }
    if (material.status().equals("failed")) {
      throw new Trouble(
          ExitCode.DEGRADED,
          "\"" + material.title() + "\" could not be taken in: " + material.error(),
          "See ./sparkle logs; repeat ./sparkle up to try again.");
    }
    return material;
  }

  private static int sections(List<Chapter> chapters) {
    int sections = 0;
    for (Chapter chapter : chapters) {
      try (InputStream in = resource(chapter.file())) {
        sections +=
            (int)
                new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("## "))
                    .count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sections;
  }

  private static JsonNode description() {
    try (InputStream in = resource("course.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = SampleCourse.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new IOException("the sample course lacks " + name);
    }
    return in;
  }
}
