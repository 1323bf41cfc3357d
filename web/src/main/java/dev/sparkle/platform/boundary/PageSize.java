package dev.sparkle.platform.boundary;

/** How many items of a list are wanted. */
public final class PageSize {

  private PageSize() {}

  /**
   * Reads the query parameter {@code limit}.
   *
   * @param given as it came; null: not given
   * @param otherwise taken if it was not given
   * @param most the largest that is allowed
   * @throws ProblemException {@code bad_limit} if it is no whole number from 1 to {@code most}
   */
  public static int of(String given, int otherwise, int most) {
    if (given == null) {
      return otherwise;
    }
    if (given.matches("\\d{1,4}")) {
      int wanted = Integer.parseInt(given);
      if (wanted >= 1 && wanted <= most) {
        return wanted;
      }
    }
    throw Problem.of(400, "bad_limit", "limit must be between 1 and " + most + ".");
  }
}
