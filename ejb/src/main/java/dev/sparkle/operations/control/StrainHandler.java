package dev.sparkle.operations.control;

import dev.sparkle.task.control.DeadTaskException;
import dev.sparkle.task.control.Handles;
import dev.sparkle.task.control.TaskContext;
import dev.sparkle.task.control.TaskHandler;
import dev.sparkle.task.entity.RetryPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Strains its node on purpose, for the drill that shows that alerts fire: holds more and more
 * memory, as a leak does, or keeps a core busy. Both end with the task. It does nothing on a node
 * that is not there for drills ({@code sparkle.tasks.drills}).
 */
@ApplicationScoped
@Handles("operations.strain")
public class StrainHandler implements TaskHandler<StrainHandler.Strain, Void> {

  private static final int MEGABYTE = 1024 * 1024;

  /**
   * Bytes of one array. From half a region of G1 on (512 KiB with a heap of 1 GiB) an array takes
   * whole regions, and what is held would fill twice its size: the node died of it in a drill.
   */
  private static final int PIECE = 256 << 10;

  private static final long PIECES_A_MEGABYTE = 4;

  private static final int STEP_MEGABYTES = 4;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** With all else that lives: more would end the node instead of worrying its operator. */
  private static final double MOST_OF_THE_HEAP = 0.75;

  @Inject
  @ConfigProperty(name = "sparkle.tasks.drills", defaultValue = "false")
  private boolean drills;

  /**
   * What to do.
   *
   * @param millis for how long, 0 to 600,000
   * @param megabytes how much memory to hold in the end; 0: none
   * @param spin whether to keep a core busy
   */
  public record Strain(long millis, int megabytes, boolean spin) {
    public Strain {
      if (millis < 0 || millis > 600_000 || megabytes < 0) {
        throw new IllegalArgumentException("a strain lasts 0 to 600,000 ms");
      }
    }
  }

  @Override
  public Class<Strain> input() {
    return Strain.class;
  }

  @Override
  public RetryPolicy retry() {
    return RetryPolicy.attempts(1);
  }

  @Override
  public Void handle(Strain input, TaskContext context)
      throws InterruptedException, DeadTaskException {
    if (!drills) {
      throw new DeadTaskException("this node is not there for drills");
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(input.millis());
    long most = input.megabytes() == 0 ? 0 : room();
    List<byte[]> held = new ArrayList<>();
    while (System.nanoTime() < end) {
      context.endIfCancelled();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted");
      }
      long room = Math.min(most, input.megabytes()) * PIECES_A_MEGABYTE - held.size();
      for (long each = Math.min(room, STEP_MEGABYTES * PIECES_A_MEGABYTE); each > 0; each--) {
        held.add(new byte[PIECE]);
      }
      if (input.spin()) {
        spin();
      } else {
        litter();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return null;
  }

  /** Megabytes that may be held here beside what lives already; a busy node has less of them. */
  private static long room() {
    Runtime node = Runtime.getRuntime();
    System.gc();
    long lives = node.totalMemory() - node.freeMemory();
    return Math.max(0, (long) (node.maxMemory() * MOST_OF_THE_HEAP) - lives) / MEGABYTE;
  }

  private static void spin() {
    long until = System.nanoTime() + PAUSE_NANOS;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  /** Collections come by what is thrown away; without them nobody sees what is held. */
  private static void litter() {
    for (int i = 0; i < STEP_MEGABYTES * PIECES_A_MEGABYTE; i++) {
      if (new byte[PIECE].length != PIECE) {
        throw new IllegalStateException();
      }
    }
  }
}
