package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Conversations;
import dev.sparkle.chat.control.export.Transcript;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.control.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** All conversations to take away, some at a time, so that they may be many. */
@RequestScoped
@Path("/conversations/export")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
public class TranscriptsResource {

  private static final int PAGE = 50;

  @Inject private CurrentCaller caller;
  @Inject private Conversations conversations;

  @GET
  @Operation(
      summary = "All my conversations as one file, the latest first",
      description = "As JSON an array; as Markdown one after the other.",
      operationId = "exportConversations")
  public Response get(
      @Parameter(description = "json (default) or markdown") @QueryParam("format") String name) {
    TranscriptFormat format = TranscriptFormat.of(name);
    Caller me = caller.get();
    StreamingOutput output =
        format == TranscriptFormat.MARKDOWN ? out -> markdown(me, out) : out -> json(me, out);
    return format.file(output, "conversations");
  }

  private void json(Caller me, OutputStream out) throws IOException {
    String before = "[";
    Conversations.Place place = Conversations.Place.NEWEST;
    for (List<Conversation> page = page(me, place); !page.isEmpty(); page = page(me, place)) {
      for (Conversation each : page) {
        write(out, before + Json.write(transcript(me, each)));
        before = ",\n";
        place = Conversations.Place.of(each);
      }
    }
    write(out, before.equals("[") ? "[]" : "]");
  }

  private void markdown(Caller me, OutputStream out) throws IOException {
    Conversations.Place place = Conversations.Place.NEWEST;
    for (List<Conversation> page = page(me, place); !page.isEmpty(); page = page(me, place)) {
      for (Conversation each : page) {
        write(out, transcript(me, each).markdown() + "\n---\n\n");
        place = Conversations.Place.of(each);
      }
    }
  }

  private List<Conversation> page(Caller me, Conversations.Place after) {
    return conversations.list(me, after, PAGE);
  }

  private Transcript transcript(Caller me, Conversation conversation) {
    return Transcript.of(
        conversation, conversations.messages(me, conversation.id()).orElse(List.of()));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
