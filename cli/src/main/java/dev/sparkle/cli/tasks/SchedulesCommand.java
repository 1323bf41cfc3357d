package dev.sparkle.cli.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.terminal.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sparkle tasks schedules}. */
@Command(
    name = "schedules",
    mixinStandardHelpOptions = true,
    description = "Shows what comes back by the calendar, and when it does next.")
final class SchedulesCommand implements Callable<Integer> {

  @Mixin private Operator operator;

  @Override
  public Integer call() {
    JsonNode schedules = operator.get("admin/schedules");
    Instant now = Instant.now();
    operator.show(
        schedules,
        out -> {
          schedules.path("items").forEach(schedule -> out.println(line(schedule, now)));
          if (schedules.path("items").isEmpty()) {
            out.println("There is no schedule.");
          }
        });
    return ExitCode.OK;
  }

  static String line(JsonNode schedule, Instant now) {
    Duration next = Duration.between(now, Instant.parse(schedule.path("nextAt").asText()));
    String last = TaskLine.since(schedule, "lastAt", now);
    return String.format(
        "%-22s %-16s %-16s next in %s%s",
        schedule.path("name").asText(),
        schedule.path("cron").asText(),
        schedule.path("zone").asText(),
        Figures.lasts(next.isNegative() ? Duration.ZERO : next),
        last.isEmpty()
            ? ", not run yet"
            : ", last " + last + " ago as " + schedule.path("lastTask").asText());
  }
}
