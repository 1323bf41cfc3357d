package dev.sparkle.cli.validate;

/**
 * A step of the plan.
 *
 * @param id short, for the command line and for file names
 * @param proves as a sentence
 */
record Step(String id, Day day, String title, String proves, Place place, Work work) {

  /** What a step touches. */
  enum Place {
    /** An installation of its own, which it starts and removes, or none. */
    OWN("measures this checkout with servers of its own"),
    /** The installation that runs from this checkout: its files, its database, its processes. */
    HERE("needs the server's own machine"),
    /** Any server, by its public interfaces, as a guest. */
    SERVER("uses the public interfaces only");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Step {
    if (!id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no id of a step: " + id);
    }
  }
}
