package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Answers;
import dev.sparkle.chat.control.FeedbackDesk;
import dev.sparkle.chat.entity.ErrorInfo;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.Maintenance;
import dev.sparkle.platform.control.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One learner's socket: does what its frames say. A bad frame is answered, and never ends it. */
final class ChatSocket {

  private static final Logger LOG = System.getLogger(ChatSocket.class.getName());

  private static final ErrorInfo UNAVAILABLE =
      new ErrorInfo(
          "unavailable", "This could not be done now. Please send it again.", true, 1000L);

  private final Caller caller;
  private final SocketSender sender;
  private final Answers answers;
  private final FeedbackDesk ratings;
  private final FrameReader reader;
  private final Tracer tracer;
  private final Supplier<Optional<String>> keptOut;
  private volatile long lastSign = System.nanoTime();
  private boolean told;
  private boolean ending;

  /** Close code: maintenance. */
  static final int MAINTENANCE = 4010;

  /**
   * @param keptOut what learners are told while they are kept out; empty: they are not
   */
  ChatSocket(
      Caller caller,
      SocketSender sender,
      Answers answers,
      FeedbackDesk ratings,
      FrameReader reader,
      Tracer tracer,
      Supplier<Optional<String>> keptOut) {
    this.caller = caller;
    this.sender = sender;
    this.answers = answers;
    this.ratings = ratings;
    this.reader = reader;
    this.tracer = tracer;
    this.keptOut = keptOut;
  }

  void frame(String text) {
    alive();
    ClientFrame frame = reader.read(text);
    if (frame instanceof ClientFrame.Ping ping) {
      sender.send(Notice.pong(ping.id()));
      return;
    }
    Span span = span(frame);
    try (Scope current = span.makeCurrent()) {
      Objects.requireNonNull(current);
      take(frame);
    } finally {
      span.end();
    }
  }

  /** Whatever a frame sets going hangs under it, and it under what the client began. */
  private Span span(ClientFrame frame) {
    String parent = frame instanceof ClientFrame.Send send ? send.traceparent() : null;
    return tracer
        .spanBuilder(frame.label())
        .setSpanKind(SpanKind.SERVER)
        .setParent(Traces.under(parent))
        .startSpan();
  }

  private void take(ClientFrame frame) {
    try {
      if (frame instanceof ClientFrame.Send send) {
        send(send);
      } else if (frame instanceof ClientFrame.Stop stop) {
        stop(stop);
      } else if (frame instanceof ClientFrame.Resume resume) {
        resume(resume);
      } else if (frame instanceof ClientFrame.Follow follow) {
        follow(follow);
      } else if (frame instanceof ClientFrame.Feedback feedback) {
        rate(feedback);
      } else if (frame instanceof ClientFrame.Bad bad) {
        Span.current().setAttribute("error.type", bad.error().code());
        sender.send(Notice.error(bad.id(), bad.error()));
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.ERROR, "a frame could not be taken", e);
      Span.current().setStatus(StatusCode.ERROR);
      sender.send(Notice.error(frame.id(), UNAVAILABLE));
    }
  }

  private void send(ClientFrame.Send send) throws SQLException {
    Optional<String> message = isKeptOut();
    if (message.isPresent()) {
      sender.send(Notice.error(send.id(), maintenance(message.get())));
      return;
    }
    Answers.Asked asked =
        answers.ask(
            caller,
            send.id(),
            send.conversation(),
            send.text(),
            send.options(),
            send.branch(),
            sender,
            before ->
                sender.send(
                    Notice.askedBefore(send.id(), before.generation(), before.conversation())));
    if (asked instanceof Answers.Refused refused) {
      error(send.id(), refused.code(), refused.message());
    }
  }

  private void stop(ClientFrame.Stop stop) throws SQLException {
    if (!answers.stop(caller, stop.generation())) {
      error(null, "generation_not_found", "No such answer of yours is running.");
    }
  }

  private void resume(ClientFrame.Resume resume) {
    answers.resume(
        caller,
        resume.generation(),
        resume.afterSeq(),
        () -> sender.resumed(resume.generation()),
        sender);
  }

  private void follow(ClientFrame.Follow follow) throws SQLException {
    UUID conversation = follow.conversation();
    boolean known =
        answers.listen(
            caller,
            conversation,
            sender,
            running -> sender.send(Notice.following(conversation, running)));
    if (!known) {
      error(null, "conversation_not_found", "You have no such conversation.");
    }
  }

  private void rate(ClientFrame.Feedback feedback) throws SQLException {
    boolean known = ratings.rate(caller, feedback.message(), feedback.rating(), feedback.comment());
    if (known) {
      String rating = feedback.rating().name().toLowerCase(Locale.ROOT);
      sender.send(Notice.rated(feedback.message(), rating));
    } else {
      error(feedback.id(), "message_not_found", "You have no such answer.");
    }
  }

  /** Says that something is wrong with what the client sent. */
  void error(String id, String code, String message) {
    sender.send(Notice.error(id, ErrorInfo.of(code, message)));
  }

  /** Sends a frame that is no answer to one of the client's. */
  void tell(String frame) {
    sender.send(frame);
  }

  /** The client gave a sign of life. */
  void alive() {
    lastSign = System.nanoTime();
  }

  /** Keeps the connection awake, or ends it if the last sign is older than the deadline. */
  void beat(long deadline) {
    if (lastSign - deadline < 0) {
      close(1001, "no sign of life");
    } else {
      sender.ping();
    }
  }

  /** What its learner is told while he is kept out; empty: he is not, or is an operator. */
  private Optional<String> isKeptOut() {
    return caller.has(Role.OPERATOR) ? Optional.empty() : keptOut.get();
  }

  private static ErrorInfo maintenance(String message) {
    return new ErrorInfo(Maintenance.CODE, message, true, Maintenance.LOOK_AGAIN.toMillis());
  }

  /**
   * Says once that there is maintenance, and ends the socket when no answer of its account runs on
   * this node any more. Does nothing while its learner is not kept out, and once it ends.
   *
   * @return whether it ends
   */
  synchronized boolean endForMaintenance() {
    if (ending) {
      return true;
    }
    Optional<String> message = isKeptOut();
    if (message.isEmpty()) {
      told = false;
      return false;
    }
    if (!told) {
      told = true;
      sender.send(Notice.error(null, maintenance(message.get())));
    }
    if (answers.isAnswering(caller.account())) {
      return false;
    }
    sender.closeWhenSaid(MAINTENANCE, "maintenance: come again later");
    ending = true;
    return true;
  }

  void close(int code, String reason) {
    sender.close(code, reason);
  }

  /** The socket is gone. Its answers go on. */
  void gone() {
    answers.leave(sender);
  }
}
