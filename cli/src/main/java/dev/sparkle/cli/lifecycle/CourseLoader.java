package dev.sparkle.cli.lifecycle;

import dev.sparkle.cli.services.Progress;
import java.net.URI;

/**
 * Puts the sample course into a running installation. Must bear to be called again: a course that
 * is there is left alone.
 */
@FunctionalInterface
public interface CourseLoader {

  /**
   * @param node address of a ready node
   * @return what is there now, as "61 sections, 204 passages"; empty when there is nothing to tell
   * @throws dev.sparkle.cli.services.Trouble when it cannot be loaded
   */
  String load(URI node, Progress progress);
}
