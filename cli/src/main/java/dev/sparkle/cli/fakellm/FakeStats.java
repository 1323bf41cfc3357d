package dev.sparkle.cli.fakellm;

/**
 * What the fake language model has seen since it started.
 *
 * @param requests completions asked for
 * @param running streams that are running now
 * @param finished answers that were sent to their end
 * @param cancelled streams whose connection the client closed before the end
 * @param refused requests that got an error on purpose, or the wrong key
 * @param cut connections that were cut on purpose
 * @param tokens tokens sent
 */
public record FakeStats(
    long requests,
    long running,
    long finished,
    long cancelled,
    long refused,
    long cut,
    long tokens) {}
