package dev.sparkle.cli.bench.gateway;

/** One way from a client to the model. Its askers may be used by one thread each. */
interface Route extends AutoCloseable {

  /**
   * When things came, from the question on.
   *
   * @param firstNanos the first words
   * @param allNanos the end
   */
  record Times(long firstNanos, long allNanos) {}

  /** Asks, and waits for the end of the answer. */
  interface Asker extends AutoCloseable {

    /**
     * Asks one question.
     *
     * @throws IllegalStateException if there is no whole answer
     */
    Times ask(String question) throws Exception;

    @Override
    default void close() {}
  }

  String name();

  /** A client with a connection of its own. */
  Asker asker() throws Exception;

  @Override
  default void close() {}
}
