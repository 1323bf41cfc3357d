package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.Conversations;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
  private static final int DEFAULT_PAGE = 30;

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
      @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    List<Conversation> page = conversations.list(caller.get(), before(cursor), size + 1);
    boolean more = page.size() > size;
    List<ConversationItem> items =
        page.stream()
            .limit(size)
            .map(c -> new ConversationItem(c.id(), c.title(), c.updatedAt()))
            .toList();
    Conversation last = more ? page.get(size - 1) : null;
    return new ConversationPage(
        items, more ? new Conversations.Place(last.updatedAt(), last.id()).toString() : null);
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

  private static Conversations.Place before(String cursor) {
    if (cursor == null) {
      return Conversations.Place.NEWEST;
    }
    try {
      return Conversations.Place.parse(cursor);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw Problem.of(400, "bad_cursor", "Use the nextCursor of the page before, as it was.");
    }
  }
}
