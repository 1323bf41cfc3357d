package dev.sparkle.cli.validate;

/** What no program can find out. */
final class PeopleWork implements Work {

  @Override
  public Outcome run(Scene scene) {
    return Outcome.person("the lines of the go-live checklist that say so");
  }
}
