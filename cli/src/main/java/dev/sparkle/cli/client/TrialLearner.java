package dev.sparkle.cli.client;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Somebody who tries a server as its learners use it: a guest where guests are let in; else an
 * account {@code trial-…@trial.invalid} that the operator makes for the trial, and that is removed
 * with all that it has when this is closed. One that could not be removed (the server was away, the
 * trial was cut off) is removed by a trial that begins an hour later or after.
 *
 * <p>An account has a budget of its own, as a guest has. The budgets of guests together and of
 * guests of one address are not tried by it.
 */
public final class TrialLearner implements AutoCloseable {

  static final String WHERE =
      "Run this on the server's own machine, where its signing keys make a learner for the trial; or"
          + " let guests in meanwhile (SPARKLE_IDENTITY_GUESTS=true).";

  private final SparkleClient client;
  private final Runnable goodbye;

  TrialLearner(SparkleClient client, Runnable goodbye) {
    this.client = client;
    this.goodbye = goodbye;
  }

  /**
   * Comes in.
   *
   * @param keys the folder of the installation's signing keys; empty: they are not here
   * @throws Trouble if guests are not let in and the keys are not here, or not that server's
   * @throws ApiProblem if the server says no for another reason
   * @throws ServerUnreachable if nobody answers
   */
  public static TrialLearner at(URI server, Optional<Path> keys) {
    return at(server, keys, Clock.systemUTC());
  }

  static TrialLearner at(URI given, Optional<Path> keys, Clock clock) {
    URI server = SparkleClient.bare(given);
    SignIn door = new SignIn(server, clock);
    Optional<TrialAccounts> accounts =
        keys.flatMap(folder -> TrialAccounts.of(server, folder, door, clock));
    accounts.ifPresent(TrialAccounts::clearLeft);
    try {
      return new TrialLearner(door.client(door.guest()), () -> {});
    } catch (ApiProblem no) {
      if (!no.code().equals("guests_closed")) {
        throw no;
      }
      return accounts
          .orElseThrow(
              () ->
                  new Trouble(
                      ExitCode.DEGRADED,
                      "guests are not let in at " + server + ", and its signing keys are not here.",
                      WHERE,
                      no))
          .make();
    }
  }

  /** Calls on his behalf. */
  public SparkleClient client() {
    return client;
  }

  /** Removes the account, if one was made. Never fails: what is left, a later trial removes. */
  @Override
  public void close() {
    try {
      goodbye.run();
    } catch (ApiProblem | ServerUnreachable | ProtocolException | Trouble later) {
      // its record stays
    }
  }
}
