package dev.sparkle.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sparkle.cli.drill.Happening.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private final History history = new History(Clock.systemUTC());

  private void at(long second, Kind kind) {
    history.add(new Happening(Instant.ofEpochSecond(second), kind, "s" + second, ""));
  }

  @Test
  void tellsHowLongItTookToTheFirst() {
    at(12, Kind.EFFECT);
    at(9, Kind.EFFECT);
    at(3, Kind.EFFECT);
    at(7, Kind.ENDED);
    assertEquals(
        Optional.of(Duration.ofSeconds(4)),
        history.untilFirst(Kind.EFFECT, Instant.ofEpochSecond(5)));
    assertEquals(Optional.empty(), history.untilFirst(Kind.WORDS, Instant.EPOCH));
  }

  @Test
  void aQuestionThatIsAskedAgainIsOne() {
    history.add(Kind.ACCEPTED, "question", "answer");
    history.add(Kind.ACCEPTED, "question", "answer");
    history.add(Kind.ACCEPTED, "another", "answer");

    assertEquals(3, history.count(Kind.ACCEPTED));
    assertEquals(2, history.countSubjects(Kind.ACCEPTED));
  }

  @Test
  void countsTheTimeBeforeTheFirstAndAfterTheLastAsWithout() {
    at(4, Kind.EFFECT);
    at(6, Kind.EFFECT);
    assertEquals(Duration.ofSeconds(4), without(0, 9));
    assertEquals(Duration.ofSeconds(14), without(3, 20));
    assertEquals(Duration.ofSeconds(2), without(3, 7));
    assertEquals(Duration.ofSeconds(10), without(30, 40));
  }

  private Duration without(long from, long to) {
    return history.longestWithout(
        Kind.EFFECT, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
  }

  @Test
  void isWrittenInTheOrderOfTime(@TempDir Path folder) throws Exception {
    at(2, Kind.EFFECT);
    at(1, Kind.SUBMITTED);
    Path file = folder.resolve("deep/history.jsonl");
    history.write(file);
    assertEquals(
        List.of(
            "{\"at\":\"1970-01-01T00:00:01Z\",\"kind\":\"submitted\",\"subject\":\"s1\"}",
            "{\"at\":\"1970-01-01T00:00:02Z\",\"kind\":\"effect\",\"subject\":\"s2\"}"),
        Files.readAllLines(file));
  }
}
