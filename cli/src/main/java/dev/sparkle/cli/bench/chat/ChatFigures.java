package dev.sparkle.cli.bench.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All that was measured. */
final class ChatFigures {

  private final Machine machine;
  private final int tokens;
  private final double tokensPerSecond;
  private final double limitMs;
  private final List<StreamTrial.Figures> steps = new ArrayList<>();
  private IdleTrial.Figures idle;

  ChatFigures(Machine machine, int tokens, double tokensPerSecond, double limitMs) {
    this.machine = machine;
    this.tokens = tokens;
    this.tokensPerSecond = tokensPerSecond;
    this.limitMs = limitMs;
  }

  void idle(IdleTrial.Figures measured) {
    idle = measured;
  }

  void step(StreamTrial.Figures measured) {
    steps.add(measured);
  }

  Machine machine() {
    return machine;
  }

  Optional<IdleTrial.Figures> idle() {
    return Optional.ofNullable(idle);
  }

  List<StreamTrial.Figures> steps() {
    return List.copyOf(steps);
  }

  double limitMs() {
    return limitMs;
  }

  /** Whether words came in time. */
  boolean keepsLimit(StreamTrial.Figures step) {
    return step.added().p95Ms() < limitMs;
  }

  /** The most learners of a step that kept the limit, all answers well. */
  OptionalInt most() {
    return steps.stream()
        .filter(step -> keepsLimit(step) && step.failures().isEmpty())
        .mapToInt(StreamTrial.Figures::streams)
        .max();
  }

  /** Whether no socket was lost, and no answer failed in a step within the limit. */
  boolean well() {
    return idle().map(each -> each.closed().isEmpty()).orElse(true)
        && steps.stream()
            .filter(this::keepsLimit)
            .allMatch(step -> step.failures().isEmpty() && step.closed().isEmpty());
  }

  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("tokens", tokens);
    all.put("tokensPerSecond", tokensPerSecond);
    all.put("limitMs", limitMs);
    idle().ifPresent(figures -> all.put("idle", figures));
    all.put("steps", steps);
    most().ifPresent(streams -> all.put("mostStreams", streams));
    return all;
  }
}
