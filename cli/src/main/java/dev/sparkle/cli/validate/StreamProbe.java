package dev.sparkle.cli.validate;

import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.SparkleClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** An answer comes as a stream without a gap, and goes on where it was after a lost socket. */
final class StreamProbe implements Work {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String command(Scene scene) {
    return "a guest reads, hangs up and resumes at " + scene.server();
  }

  @Override
  public Outcome run(Scene scene) throws Exception {
    SparkleClient guest = SparkleClient.asGuest(scene.server());
    List<Reading> readings = new ArrayList<>();
    long began = System.nanoTime();
    List<ChatEvent.OfGeneration> first;
    ChatEvent.At at;
    try (ChatConnection socket = guest.connect()) {
      socket.send(new Question("How does a plant make sugar from light?"));
      ChatEvent.Accepted accepted = socket.await(ChatEvent.Accepted.class, PATIENCE);
      at = accepted.at();
      socket.await(ChatEvent.Status.class, PATIENCE);
      socket.drop();
    }
    List<ChatEvent> events = new ArrayList<>();
    try (ChatConnection socket = guest.connect()) {
      socket.resume(at.generationId(), 0);
      ChatEvent.Resumed resumed = socket.await(ChatEvent.Resumed.class, PATIENCE);
      readings.add(Reading.yes("the answer is resumed whole", resumed.recovered()));
      events.addAll(socket.untilEnd(PATIENCE));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    first =
        events.stream()
            .filter(ChatEvent.OfGeneration.class::isInstance)
            .map(ChatEvent.OfGeneration.class::cast)
            .toList();
    List<Long> numbers = first.stream().map(each -> each.at().seq()).toList();
    readings.add(
        Reading.yes(
            "its events are numbered from 1 without a gap",
            numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList())));
    readings.add(
        Reading.must(
            "pieces of the answer",
            first.stream().filter(ChatEvent.Delta.class::isInstance).count(),
            "",
            Bound.atLeast(1)));
    readings.add(
        Reading.must(
            "ends",
            first.stream().filter(ChatEvent.Terminal.class::isInstance).count(),
            "",
            Bound.atMost(1)));
    readings.add(Reading.yes("it is done", first.get(first.size() - 1) instanceof ChatEvent.Done));
    readings.add(Reading.plain("until its end, hanging up included", seconds, "s"));
    scene.keep(
        scene.id() + ".txt",
        first.stream().map(Object::toString).collect(Collectors.joining("\n", "", "\n")));
    return Outcome.of(readings);
  }
}
