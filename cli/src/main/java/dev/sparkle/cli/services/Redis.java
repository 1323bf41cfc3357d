package dev.sparkle.cli.services;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * What a running Redis says of itself.
 *
 * @param version such as 7.0.15
 * @param answer how long a PING took
 */
public record Redis(String version, Duration answer) {

  /**
   * Asks it.
   *
   * @throws Trouble when it cannot be used: no such host, refused, wrong password, not a Redis
   */
  public static Redis ask(RedisAddress address) {
    try (RedisProbe probe = new RedisProbe(address)) {
      probe.ask("PING");
      long start = System.nanoTime();
      probe.ask("PING");
      Duration answer = Duration.ofNanos(System.nanoTime() - start);
      return new Redis(probe.info("server").getOrDefault("redis_version", "?"), answer);
    } catch (RedisProbe.Refusal refusal) {
      throw trouble(
          "Redis at " + address.place() + " does not let us in (" + refusal.getMessage() + ").",
          "Correct user and password in SPARKLE_REDIS_URL.",
          refusal);
    } catch (UnknownHostException e) {
      throw trouble(
          "the host " + address.host() + " of SPARKLE_REDIS_URL is not known.",
          "Correct the name, or check DNS.",
          e);
    } catch (IOException e) {
      throw trouble(
          "Redis at " + address.place() + " does not answer: " + e.getMessage() + ".",
          "Start it, or correct SPARKLE_REDIS_URL; without it Sparkle brings its own.",
          e);
    }
  }

  /**
   * Removes all that its database of that number holds.
   *
   * @throws Trouble when it does not
   */
  public static void empty(RedisAddress address) {
    try (RedisProbe probe = new RedisProbe(address)) {
      probe.ask("SELECT", Integer.toString(address.database()));
      probe.ask("FLUSHDB");
    } catch (IOException e) {
      throw trouble(
          "Redis at " + address.place() + " was not emptied: " + e.getMessage() + ".",
          "Empty its database " + address.database() + " yourself (FLUSHDB), then repeat.",
          e);
    }
  }

  private static Trouble trouble(String what, String remedy, Exception cause) {
    return new Trouble(ExitCode.SERVICE, what, remedy, cause);
  }
}
