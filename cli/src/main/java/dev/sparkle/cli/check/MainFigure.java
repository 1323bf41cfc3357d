package dev.sparkle.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sparkle.cli.monitoring.PrometheusApi;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The main figures of the dashboards, over a length of time. */
enum MainFigure {
  ANSWERS("answers", "/min", "sum(rate(chat_answers_total[W])) * 60", Worse.LESS, 1, Absence.NONE),
  FAILED(
      "failed answers",
      "%",
      "100 * sum(rate(chat_answers_total{outcome=\"failed\"}[W])) / sum(rate(chat_answers_total[W]))",
      Worse.MORE,
      1,
      Absence.NOTHING),
  FIRST_WORDS(
      "first words, p95",
      "s",
      "histogram_quantile(0.95, sum by (le) (rate(chat_first_words_seconds_bucket[W])))",
      Worse.MORE,
      0.5,
      Absence.NOTHING),
  ANSWER(
      "whole answers, p95",
      "s",
      "histogram_quantile(0.95, sum by (le) (rate(chat_answer_duration_seconds_bucket[W])))",
      Worse.MORE,
      5,
      Absence.NOTHING),
  TASKS(
      "tasks that succeed",
      "/min",
      "sum(rate(task_completed_total{outcome=\"succeeded\"}[W])) * 60",
      Worse.NEITHER,
      1,
      Absence.NONE),
  DEAD(
      "tasks given up",
      "%",
      "100 * sum(rate(task_completed_total{outcome=\"dead\"}[W])) / sum(rate(task_completed_total[W]))",
      Worse.MORE,
      1,
      Absence.NOTHING),
  TASK_WAIT(
      "a task's wait, p95",
      "s",
      "histogram_quantile(0.95, sum by (le) (rate(task_wait_seconds_bucket[W])))",
      Worse.MORE,
      5,
      Absence.NOTHING),
  TOKENS("tokens", "/min", "sum(rate(llm_tokens_total[W])) * 60", Worse.MORE, 10_000, Absence.NONE),
  HEAP(
      "heap after collection, at most",
      "%",
      "100 * max(max_over_time(sparkle:heap_after_collection:ratio[W]))",
      Worse.MORE,
      10,
      Absence.WRONG),
  CPU(
      "cores of a node",
      "",
      "max(rate(cpu_processCpuTime_seconds[W]))",
      Worse.MORE,
      0.5,
      Absence.WRONG);

  /** What it says that a figure is not there, though nodes are reached. */
  enum Absence {
    /** There was none of it, which is a figure, too: nought. */
    NONE,
    /** It is a share or a time of something that did not happen. */
    NOTHING,
    /** It is always there; so something is broken. */
    WRONG
  }

  /** Which way a figure gets worse. */
  enum Worse {
    MORE,
    LESS,
    NEITHER
  }

  /** A figure may be half as much again as the baseline, or worse by the least that counts. */
  private static final double FACTOR = 1.5;

  private final String words;
  private final String unit;
  private final String query;
  private final Worse worse;
  private final double least;
  private final Absence absence;

  MainFigure(String words, String unit, String query, Worse worse, double least, Absence absence) {
    this.words = words;
    this.unit = unit;
    this.query = query;
    this.worse = worse;
    this.least = least;
    this.absence = absence;
  }

  String words() {
    return words;
  }

  String unit() {
    return unit;
  }

  Absence absence() {
    return absence;
  }

  static List<MainFigure> all() {
    return Arrays.asList(values());
  }

  /**
   * Asks.
   *
   * @param window as in {@code 1h}
   * @return empty if nothing happened
   */
  OptionalDouble ask(PrometheusApi prometheus, String window) {
    for (JsonNode series : prometheus.query(query.replace("[W]", "[" + window + "]"))) {
      double value = series.at("/value/1").asDouble(Double.NaN);
      if (!Double.isNaN(value) && !series.at("/value/1").asText().equals("NaN")) {
        return OptionalDouble.of(value);
      }
    }
    return OptionalDouble.empty();
  }

  /** Whether a value is no worse than its baseline, as far as that counts. */
  boolean isAsGood(double now, double baseline) {
    return switch (worse) {
      case MORE -> now <= Math.max(FACTOR * baseline, baseline + least);
      case LESS -> now >= Math.min(baseline / FACTOR, baseline - least);
      case NEITHER -> true;
    };
  }
}
