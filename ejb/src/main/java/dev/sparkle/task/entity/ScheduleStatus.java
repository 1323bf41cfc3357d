package dev.sparkle.task.entity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A schedule, when it fires next, and what it last submitted. */
public record ScheduleStatus(
    String name,
    String cron,
    String zone,
    CronSchedule.Missed missed,
    String type,
    Instant nextAt,
    Optional<Instant> lastAt,
    Optional<UUID> lastTask) {}
