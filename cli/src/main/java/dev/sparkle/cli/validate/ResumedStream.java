package dev.sparkle.cli.validate;

import dev.sparkle.cli.client.ChatEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An answer that came over two sockets.
 *
 * @param first what the lost socket brought
 * @param recovered whether the server told the rest
 * @param rest what the second one brought
 * @param kept the answer's text, as REST tells it
 */
record ResumedStream(
    List<ChatEvent.OfGeneration> first,
    boolean recovered,
    List<ChatEvent.OfGeneration> rest,
    String kept) {

  ResumedStream {
    first = List.copyOf(first);
    rest = List.copyOf(rest);
  }

  List<Reading> readings() {
    List<ChatEvent.OfGeneration> all = all();
    List<Long> numbers = all.stream().map(each -> each.at().seq()).toList();
    List<Reading> readings = new ArrayList<>();
    readings.add(
        Reading.must("pieces before the socket was lost", pieces(first), "", Bound.atLeast(1)));
    readings.add(Reading.yes("it was lost before the end", ends(first) == 0));
    readings.add(Reading.yes("the answer is resumed behind the last event", recovered));
    readings.add(Reading.must("pieces after it was resumed", pieces(rest), "", Bound.atLeast(1)));
    readings.add(
        Reading.yes(
            "its events are numbered from 1 without a gap",
            numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList())));
    readings.add(
        Reading.yes(
            "it ends once, and is done",
            ends(all) == 1 && all.get(all.size() - 1) instanceof ChatEvent.Done));
    readings.add(
        Reading.yes(
            "its pieces are the answer that REST tells", !kept.isEmpty() && words().equals(kept)));
    return readings;
  }

  /** Over both sockets, in the order in which they came. */
  List<ChatEvent.OfGeneration> all() {
    return Stream.concat(first.stream(), rest.stream()).toList();
  }

  private String words() {
    return all().stream()
        .filter(ChatEvent.Delta.class::isInstance)
        .map(each -> ((ChatEvent.Delta) each).text())
        .collect(Collectors.joining());
  }

  private static long pieces(List<ChatEvent.OfGeneration> events) {
    return events.stream().filter(ChatEvent.Delta.class::isInstance).count();
  }

  private static long ends(List<ChatEvent.OfGeneration> events) {
    return events.stream().filter(ChatEvent.Terminal.class::isInstance).count();
  }
}
