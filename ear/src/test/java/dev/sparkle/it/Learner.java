package dev.sparkle.it;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.LibertyNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody who hands material in and asks about it. */
record Learner(SparkleClient client) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A new guest. */
  static Learner guest(LibertyNode node) {
    return new Learner(Lab.guest(node));
  }

  /** What came of a question. */
  record Answer(String text, List<ChatEvent.Reference> citations, ChatEvent.Terminal end) {

    /** The citations that the text refers to. */
    List<ChatEvent.Reference> used() {
      return citations.stream().filter(each -> text.contains("[" + each.ref() + "]")).toList();
    }
  }

  /** Hands a file in for himself and waits until it is ready or has failed. */
  Material hand(Path file) {
    return hand(new Upload(file, null, null, null));
  }

  /** Hands a file in and waits until it is ready or has failed. */
  Material hand(Upload upload) {
    String id = client.upload(upload).id();
    return Await.until(PATIENCE, () -> client.material(id), Material::settled);
  }

  /** Asks in a new conversation and waits for the end. */
  Answer ask(String question) {
    return ask(new Question(question));
  }

  Answer ask(Question question) {
    try (ChatConnection socket = client.connect()) {
      socket.send(question);
      List<ChatEvent> events = socket.untilEnd(PATIENCE);
      if (!(events.get(events.size() - 1) instanceof ChatEvent.Terminal end)) {
        throw new AssertionError("no end: " + events);
      }
      return new Answer(words(events), citations(events), end);
    }
  }

  private static String words(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Delta.class::isInstance)
        .map(event -> ((ChatEvent.Delta) event).text())
        .collect(Collectors.joining());
  }

  private static List<ChatEvent.Reference> citations(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Citations.class::isInstance)
        .flatMap(event -> ((ChatEvent.Citations) event).citations().stream())
        .toList();
  }
}
