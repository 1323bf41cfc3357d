package dev.sparkle.quota.control;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The days and months for which budgets count.
 *
 * @param zone where midnight is
 */
public record Windows(ZoneId zone) {

  public Windows {
    Objects.requireNonNull(zone, "zone");
  }

  /** The day of a moment. */
  public LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /** The month of a moment. */
  public YearMonth month(Instant at) {
    return YearMonth.from(day(at));
  }

  /** When the day of a moment began. */
  public Instant dayBegan(Instant at) {
    return day(at).atStartOfDay(zone).toInstant();
  }

  /** When the month of a moment began. */
  public Instant monthBegan(Instant at) {
    return day(at).withDayOfMonth(1).atStartOfDay(zone).toInstant();
  }

  /** When the day of a moment ends: tokens are new. */
  public Instant dayEnds(Instant at) {
    return day(at).plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** When the month of a moment ends: money is new. */
  public Instant monthEnds(Instant at) {
    return day(at).withDayOfMonth(1).plusMonths(1).atStartOfDay(zone).toInstant();
  }
}
