package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which tasks are meant. */
final class FilterOptions {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*(s|min|m|h|d)");

  @Option(names = "--type", paramLabel = "TYPE", description = "Of this type: material.ingest")
  private String type;

  @Option(names = "--queue", paramLabel = "QUEUE", description = "In this queue")
  private String queue;

  @Option(names = "--account", paramLabel = "ID", description = "Of this account")
  private String account;

  @Option(names = "--batch", paramLabel = "ID", description = "Of this batch")
  private String batch;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Submitted since: 30min, 2h, 7d ago, or 2026-01-31T08:00:00Z")
  private String since;

  @Option(names = "--error", paramLabel = "TEXT", description = "With this in the error")
  private String error;

  /** As the query and the body of a call name them; those not given are left out. */
  Map<String, String> parts(Clock clock) {
    Map<String, String> parts = new LinkedHashMap<>();
    put(parts, "type", type);
    put(parts, "queue", queue);
    put(parts, "account", account);
    put(parts, "batch", batch);
    put(parts, "since", since == null ? null : moment(since, clock).toString());
    put(parts, "error", error);
    return parts;
  }

  private static void put(Map<String, String> parts, String name, String value) {
    if (value != null && !value.isBlank()) {
      parts.put(name, value);
    }
  }

  void into(ObjectNode body, Clock clock) {
    parts(clock).forEach(body::put);
  }

  /** " of type material.ingest, submitted since 2h": empty if all are meant. */
  String words() {
    List<String> words = new ArrayList<>();
    add(words, "of type ", type);
    add(words, "in queue ", queue);
    add(words, "of account ", account);
    add(words, "of batch ", batch);
    add(words, "submitted since ", since);
    if (error != null) {
      words.add("with \"" + error + "\" in the error");
    }
    return words.isEmpty() ? "" : " " + String.join(", ", words);
  }

  private static void add(List<String> words, String what, String value) {
    if (value != null) {
      words.add(what + value);
    }
  }

  static Instant moment(String text, Clock clock) {
    Matcher ago = AGO.matcher(text.strip());
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      return clock
          .instant()
          .minus(
              switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofMinutes(count);
              });
    }
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeException e) {
      throw new Trouble(
          ExitCode.USAGE,
          "--since is \"" + text + "\", which is no time.",
          "Write it as 30min, 2h, 7d, or 2026-01-31T08:00:00Z.",
          e);
    }
  }
}
