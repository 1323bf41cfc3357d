package dev.sparkle.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.TrialLearner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer comes as a stream without a gap, and goes on where it was after a socket that was lost
 * in the middle of its words.
 */
final class StreamProbe implements Work {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** As few as there can be behind the first words: a short answer must not have ended. */
  private static final int PIECES = 2;

  @Override
  public String command(Scene scene) {
    return "a learner reads, hangs up and resumes at " + scene.server();
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    try (TrialLearner learner = TrialLearner.at(scene.server(), scene.keys())) {
      long began = System.nanoTime();
      ResumedStream stream = read(learner.client());
      double seconds = (System.nanoTime() - began) / 1e9;
      scene.keep(
          scene.id() + ".txt",
          stream.all().stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n")));
      List<Reading> readings = new ArrayList<>(stream.readings());
      readings.add(Reading.plain("until its end, hanging up included", seconds, "s"));
      return Outcome.of(readings);
    }
  }

  static ResumedStream read(SparkleClient learner) {
    List<ChatEvent.OfGeneration> first = firstPieces(learner);
    ChatEvent.At last = first.get(first.size() - 1).at();
    List<ChatEvent.OfGeneration> rest = new ArrayList<>();
    boolean recovered;
    try (ChatConnection socket = learner.connect()) {
      socket.resume(last.generationId(), last.seq());
      recovered = socket.await(ChatEvent.Resumed.class, PATIENCE).recovered();
      if (recovered && !(first.get(first.size() - 1) instanceof ChatEvent.Terminal)) {
        socket.untilEnd(PATIENCE).stream()
            .filter(ChatEvent.OfGeneration.class::isInstance)
            .map(ChatEvent.OfGeneration.class::cast)
            .forEach(rest::add);
      }
    }
    return new ResumedStream(first, recovered, rest, kept(learner, last));
  }

  /** Reads the first words, and drops the socket. */
  private static List<ChatEvent.OfGeneration> firstPieces(SparkleClient learner) {
    List<ChatEvent.OfGeneration> events = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    int pieces = 0;
    try (ChatConnection socket = learner.connect()) {
      socket.send(new Question("How does a plant make sugar from light?"));
      while (pieces < PIECES) {
        ChatEvent event =
            socket
                .next(Duration.ofNanos(Math.max(0, end - System.nanoTime())))
                .orElseThrow(() -> new IllegalStateException("no words but " + events));
        if (event instanceof ChatEvent.Closed || event instanceof ChatEvent.BadFrame) {
          throw new IllegalStateException("no words but " + event);
        }
        if (event instanceof ChatEvent.OfGeneration of) {
          events.add(of);
        }
        if (event instanceof ChatEvent.Terminal) {
          break;
        }
        pieces += event instanceof ChatEvent.Delta ? 1 : 0;
      }
      socket.drop();
    }
    return events;
  }

  /** The tutor's words; empty if they are not there. */
  private static String kept(SparkleClient learner, ChatEvent.At answer) {
    JsonNode messages =
        learner.call("GET", "conversations/" + answer.conversationId() + "/messages", null);
    for (JsonNode each : messages.path("items")) {
      if (each.path("role").asText().equals("tutor")
          && each.path("generationId").asText().equals(answer.generationId())) {
        return each.path("text").asText();
      }
    }
    return "";
  }
}
