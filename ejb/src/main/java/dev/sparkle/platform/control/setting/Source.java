package dev.sparkle.platform.control.setting;

/** Where a value is from. */
public enum Source {
  DEFAULT("default"),
  SERVER("server variable"),
  KEPT("settings.env"),
  ENVIRONMENT("environment"),
  FILE("secrets file"),
  PROPERTY("system property"),
  LIVE("live change");

  private final String words;

  Source(String words) {
    this.words = words;
  }

  /** For people and programs. */
  public String words() {
    return words;
  }
}
