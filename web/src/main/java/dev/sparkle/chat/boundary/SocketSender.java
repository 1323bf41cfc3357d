package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Follower;
import dev.sparkle.chat.control.Published;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The only one who writes to a socket: one frame at a time, in order, without a thread that waits.
 * A client that does not keep up is dropped with close code {@value #SLOW_CLIENT}; it comes back
 * and resumes.
 */
final class SocketSender implements Follower {

  /** Close code: the client read too slowly. */
  static final int SLOW_CLIENT = 4008;

  private static final String PING = "";

  private final Session session;
  private final int limit;
  private final Executor closing;
  private final Consumer<Boolean> resumes;
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
  private int replayed;
  private boolean sending;
  private boolean closed;
  private Runnable lastly;

  /**
   * @param limit frames that may wait
   * @param closing runs the end of a socket, which may wait for seconds for a client that is gone
   * @param resumes hears of each resumption whether it succeeded
   */
  SocketSender(Session session, int limit, Executor closing, Consumer<Boolean> resumes) {
    this.session = session;
    this.limit = limit;
    this.closing = closing;
    this.resumes = resumes;
  }

  @Override
  public void event(Published event) {
    send(event.json());
  }

  /** What a client missed does not count as lagging, once; it is bounded by the answer's length. */
  @Override
  public void replay(List<Published> events) {
    synchronized (waiting) {
      replayed = Math.max(replayed, events.size());
    }
    events.forEach(this::event);
  }

  /** The missing events of that answer follow. */
  void resumed(UUID generation) {
    send(Notice.resumed(generation, true));
    resumes.accept(true);
  }

  @Override
  public void lost(UUID generation) {
    send(Notice.resumed(generation, false));
    resumes.accept(false);
  }

  /** Sends a protocol-level ping, in turn. */
  void ping() {
    send(PING);
  }

  /** Queues a frame; returns at once. */
  void send(String frame) {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      if (waiting.size() >= limit + replayed) {
        closed = true;
        waiting.clear();
      } else {
        waiting.add(frame);
        if (sending) {
          return;
        }
        sending = true;
      }
    }
    if (closed) {
      close(SLOW_CLIENT, "too slow: resume");
    } else {
      next();
    }
  }

  private void next() {
    // the loop takes the place of recursion where a send completes on this very thread
    while (true) {
      String frame;
      synchronized (waiting) {
        frame = closed ? null : waiting.poll();
        if (frame == null) {
          sending = false;
          replayed = 0;
        }
      }
      if (frame == null) {
        endIfSaid();
        return;
      }
      if (!write(frame)) {
        return;
      }
    }
  }

  /** Returns whether the frame is out already; if not, the completion goes on with the next. */
  private boolean write(String frame) {
    try {
      if (frame.isEmpty()) {
        session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        return true;
      }
      Completion completion = new Completion();
      session.getAsyncRemote().sendText(frame, completion::done);
      return completion.returned();
    } catch (IOException | RuntimeException gone) {
      stop();
      return true;
    }
  }

  private void stop() {
    synchronized (waiting) {
      closed = true;
      waiting.clear();
    }
  }

  /** Ends the socket once what waits is said; returns at once. */
  void closeWhenSaid(int code, String reason) {
    synchronized (waiting) {
      lastly = () -> close(code, reason);
    }
    endIfSaid();
  }

  private void endIfSaid() {
    Runnable end;
    synchronized (waiting) {
      if (sending || !waiting.isEmpty()) {
        return;
      }
      end = lastly;
      lastly = null;
    }
    if (end != null) {
      end.run();
    }
  }

  /** Ends the socket; returns at once. */
  void close(int code, String reason) {
    stop();
    closing.execute(() -> closeNow(code, reason));
  }

  private void closeNow(int code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | RuntimeException gone) {
      // it is closed, which is what was wanted
      System.getLogger(SocketSender.class.getName())
          .log(System.Logger.Level.DEBUG, "closing", gone);
    }
  }

  /** Meets the end of a send with the return of the call that started it, whichever is first. */
  private final class Completion {
    private boolean done;
    private boolean waited;

    void done(jakarta.websocket.SendResult result) {
      if (!result.isOK()) {
        stop();
      }
      synchronized (this) {
        done = true;
        if (!waited) {
          return;
        }
      }
      next();
    }

    synchronized boolean returned() {
      waited = !done;
      return done;
    }
  }
}
