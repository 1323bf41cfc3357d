package dev.sparkle.cli.validate;

/** A day of the go-live plan. */
enum Day {
  DAY1("infrastructure and integration"),
  DAY2("performance and load"),
  DAY3("monitoring and alerting"),
  DAY4("go-live");

  private final String words;

  Day(String words) {
    this.words = words;
  }

  /** What it is about. */
  String words() {
    return words;
  }

  /** For people: Day 1. */
  String title() {
    return "Day " + (ordinal() + 1);
  }
}
