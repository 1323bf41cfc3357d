package dev.sparkle.chat.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sparkle.chat.control.Answers;
import dev.sparkle.chat.entity.ErrorInfo;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.control.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.UUID;

/** One learner's socket: does what its frames say. A bad frame is answered, and never ends it. */
final class ChatSocket {

  private static final Logger LOG = System.getLogger(ChatSocket.class.getName());

  /** A frame that is not an event of a generation. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Notice(
      int v,
      String type,
      String id,
      UUID generationId,
      UUID conversationId,
      Boolean recovered,
      ErrorInfo error) {}

  private final Caller caller;
  private final SocketSender sender;
  private final Answers answers;
  private final FrameReader reader;
  private volatile long lastSign = System.nanoTime();

  ChatSocket(Caller caller, SocketSender sender, Answers answers, FrameReader reader) {
    this.caller = caller;
    this.sender = sender;
    this.answers = answers;
    this.reader = reader;
  }

  void frame(String text) {
    alive();
    ClientFrame frame = reader.read(text);
    if (frame instanceof ClientFrame.Send send) {
      send(send);
    } else if (frame instanceof ClientFrame.Stop stop) {
      if (!answers.stop(caller, stop.generation())) {
        error(null, "generation_not_found", "No such answer of yours is running here.");
      }
    } else if (frame instanceof ClientFrame.Resume resume) {
      resume(resume);
    } else if (frame instanceof ClientFrame.Ping ping) {
      sender.send(notice("pong", ping.id(), null, null, null, null));
    } else if (frame instanceof ClientFrame.Bad bad) {
      sender.send(notice("error", bad.id(), null, null, null, bad.error()));
    }
  }

  private void send(ClientFrame.Send send) {
    try {
      Answers.Asked asked =
          answers.ask(caller, send.id(), send.conversation(), send.text(), send.options(), sender);
      if (asked instanceof Answers.Refused refused) {
        error(send.id(), refused.code(), refused.message());
      } else if (asked instanceof Answers.AnsweredBefore before) {
        sender.send(
            notice(
                "error",
                send.id(),
                before.generation(),
                before.conversation(),
                null,
                ErrorInfo.of(
                    "asked_before",
                    "This id was used before. Load the conversation for its answer, or use"
                        + " a new id.")));
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.ERROR, "a question could not be taken", e);
      sender.send(
          notice(
              "error",
              send.id(),
              null,
              null,
              null,
              new ErrorInfo(
                  "unavailable",
                  "The question could not be taken. Please send it again.",
                  true,
                  1000L)));
    }
  }

  private void resume(ClientFrame.Resume resume) {
    boolean recovered =
        answers.resume(
            caller,
            resume.generation(),
            resume.afterSeq(),
            () -> sender.send(notice("chat.resumed", null, resume.generation(), null, true, null)),
            sender);
    if (!recovered) {
      sender.send(notice("chat.resumed", null, resume.generation(), null, false, null));
    }
  }

  /** Says that something is wrong with what the client sent. */
  void error(String id, String code, String message) {
    sender.send(notice("error", id, null, null, null, ErrorInfo.of(code, message)));
  }

  /** Sends a frame that is no answer to one of the client's. */
  void tell(String frame) {
    sender.send(frame);
  }

  private static String notice(
      String type,
      String id,
      UUID generation,
      UUID conversation,
      Boolean recovered,
      ErrorInfo error) {
    return Json.write(new Notice(1, type, id, generation, conversation, recovered, error));
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

  void close(int code, String reason) {
    sender.close(code, reason);
  }

  /** The socket is gone. Its answers go on. */
  void gone() {
    answers.leave(sender);
  }
}
