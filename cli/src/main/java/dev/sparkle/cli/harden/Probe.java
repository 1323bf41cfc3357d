package dev.sparkle.cli.harden;

import java.util.List;

/** Looks at one side of a server, by connections or in its files. */
interface Probe {

  /** What it is about, for a person. */
  String area();

  /**
   * What it found. Something that cannot be tried is a finding, too; an exception is a defect of
   * the probe, or a server that does not answer at all.
   */
  List<Finding> look(Scene scene) throws Exception;
}
