package dev.sparkle.safety.control;

import dev.sparkle.safety.control.input.Findings;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.control.input.TextClassifier.Scores;
import dev.sparkle.safety.control.input.Where;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import dev.sparkle.safety.entity.Verdict;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads a question while its passages are being looked for, so that the neural part of layer 1
 * costs no time of its own. What was read is used at the model's door; a question that nobody has
 * begun to read, or that reads otherwise there, is read then. So nothing depends on it being
 * called.
 */
@ApplicationScoped
public class Screening {

  /** What was found at first sight under the usual policy, and what a second look tells. */
  private record Begun(Findings findings, FutureTask<Optional<Scores>> second) {

    /** Who needs it does it, if nobody has begun: no thread waits for one in the same pool. */
    Optional<Scores> finish() {
      second.run();
      try {
        return second.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the question could not be judged", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the server stops", e);
      }
    }
  }

  private final Map<UUID, Begun> begun = new ConcurrentHashMap<>();
  private final InputJudge judge;
  private final InputPolicies policies;
  private final Executor executor;

  /** For the container's proxy. */
  protected Screening() {
    this(null, null, (Executor) null);
  }

  @Inject
  public Screening(
      InputJudge judge, InputPolicies policies, ManagedScheduledExecutorService executor) {
    this(judge, policies, (Executor) executor);
  }

  /** Without a container. */
  Screening(InputJudge judge, InputPolicies policies, Executor executor) {
    this.judge = judge;
    this.policies = policies;
    this.executor = executor;
  }

  /**
   * Begins to read a question. Returns after the cheap part, about a millisecond.
   *
   * @return false if it will be refused whatever passages are found, so that looking for them would
   *     be in vain
   */
  public boolean begin(UUID call, String text) {
    InputPolicy usual = policies.usual();
    if (usual.mode() == Mode.OFF || text.length() > usual.maxCharacters()) {
      return true;
    }
    Findings findings = judge.findings(text, Where.QUESTION, usual);
    Begun reading = new Begun(findings, new FutureTask<>(() -> judge.deep(findings)));
    begun.put(call, reading);
    if (policies.isOneForAll() && usual.mode() == Mode.ENFORCE && isRefused(findings, usual)) {
      return false;
    }
    try {
      executor.execute(reading.second());
    } catch (RejectedExecutionException full) {
      // it is read at the door
    }
    return true;
  }

  /** Loads what is loaded with the first text, so that no learner waits for it. */
  public void warmUp() {
    judge.judge("What is this course about?", policies.usual());
    judge.judge("这门课讲什么？", policies.usual());
  }

  /** Forgets what was read of a call that has got through the door, or will never get there. */
  public void end(UUID call) {
    begun.remove(call);
  }

  /** What is to be thought of a question; computes only what was not begun. */
  Verdict verdict(UUID call, String text, InputPolicy policy) {
    Begun known = begun.get(call);
    InputPolicy usual = policies.usual();
    if (known == null
        || !known.findings().text().equals(text)
        || !policy.allowed().equals(usual.allowed())) {
      return judge.judge(text, policy);
    }
    Findings findings =
        policy.equals(usual) ? known.findings() : judge.findings(text, Where.QUESTION, policy);
    return isRefused(findings, policy)
        ? judge.decide(findings, Optional.empty(), policy)
        : judge.decide(findings, known.finish(), policy);
  }

  private boolean isRefused(Findings findings, InputPolicy policy) {
    return judge.decide(findings, Optional.empty(), policy) instanceof Verdict.Blocked;
  }
}
