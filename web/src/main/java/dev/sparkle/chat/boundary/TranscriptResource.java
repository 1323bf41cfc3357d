package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.ConversationChanges;
import dev.sparkle.chat.control.Conversations;
import dev.sparkle.chat.control.export.Transcript;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.platform.control.Json;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** One conversation to take away. */
@RequestScoped
@Path("/conversations/{id}/export")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
public class TranscriptResource {

  @Inject private CurrentCaller caller;
  @Inject private Conversations conversations;
  @Inject private ConversationChanges changes;

  @GET
  @Operation(summary = "One conversation as a file", operationId = "exportConversation")
  public Response get(
      @PathParam("id") String id,
      @Parameter(description = "json (default) or markdown") @QueryParam("format") String name) {
    TranscriptFormat format = TranscriptFormat.of(name);
    Conversation found =
        changes.find(caller.get(), ConversationId.of(id)).orElseThrow(ConversationId::notFound);
    Transcript transcript =
        Transcript.of(found, conversations.messages(caller.get(), found.id()).orElse(List.of()));
    return format.file(
        format == TranscriptFormat.MARKDOWN ? transcript.markdown() : Json.write(transcript),
        "conversation-" + found.id());
  }
}
