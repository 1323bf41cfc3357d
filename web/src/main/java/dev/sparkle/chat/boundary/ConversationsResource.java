package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Conversations;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A learner's own conversations. */
@RequestScoped
@Path("/conversations")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class ConversationsResource {

  private static final int MAX_PAGE = 100;

  /** A conversation in a list. */
  public record ConversationItem(UUID id, String title, Instant updatedAt) {}

  /** A page of conversations. */
  public record ConversationPage(List<ConversationItem> items, String nextCursor) {}

  /** A message. */
  public record MessageItem(
      UUID id,
      String role,
      String text,
      List<Citation> citations,
      String outcome,
      Instant createdAt) {}

  /** All messages of a conversation. */
  public record MessagePage(List<MessageItem> items) {}

  @Inject private CurrentCaller caller;
  @Inject private Conversations conversations;

  @GET
  @Operation(summary = "My conversations, the latest first", operationId = "conversations")
  public ConversationPage list(
      @QueryParam("cursor") String cursor, @QueryParam("limit") @DefaultValue("30") int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw Problem.of(400, "bad_limit", "limit must be between 1 and " + MAX_PAGE + ".");
    }
    List<Conversation> page = conversations.list(caller.get(), before(cursor), limit + 1);
    boolean more = page.size() > limit;
    List<ConversationItem> items =
        page.stream()
            .limit(limit)
            .map(c -> new ConversationItem(c.id(), c.title(), c.updatedAt()))
            .toList();
    return new ConversationPage(
        items, more ? items.get(items.size() - 1).updatedAt().toString() : null);
  }

  @GET
  @Path("/{id}/messages")
  @Operation(summary = "The messages of a conversation, in order", operationId = "messages")
  public MessagePage messages(@PathParam("id") String id) {
    return new MessagePage(
        conversations.messages(caller.get(), parse(id)).orElseThrow(this::notFound).stream()
            .map(
                m ->
                    new MessageItem(
                        m.id(), m.role(), m.text(), m.citations(), m.outcome(), m.createdAt()))
            .toList());
  }

  private UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw notFound();
    }
  }

  private RuntimeException notFound() {
    return Problem.of(404, "conversation_not_found", "You have no such conversation.");
  }

  private static Instant before(String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      return Instant.parse(cursor);
    } catch (DateTimeParseException e) {
      throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
    }
  }
}
