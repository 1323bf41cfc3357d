package dev.sparkle.chat.boundary;

import dev.sparkle.chat.control.ConversationChanges;
import dev.sparkle.chat.control.ConversationSearch;
import dev.sparkle.chat.control.Conversations;
import dev.sparkle.chat.control.GenerationStandings;
import dev.sparkle.chat.entity.Conversation;
import dev.sparkle.chat.entity.Message;
import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.knowledge.entity.Citation;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final int MAX_QUERY = 200;

  /**
   * A conversation in a list.
   *
   * @param excerpt where a message has the words that were looked for
   */
  public record ConversationItem(UUID id, String title, Instant updatedAt, String excerpt) {

    static ConversationItem of(Conversation conversation) {
      return new ConversationItem(
          conversation.id(), conversation.title(), conversation.updatedAt(), null);
    }
  }

  /** What can be changed of a conversation. */
  public record TitleBody(String title) {}

  /** A page of conversations. */
  public record ConversationPage(List<ConversationItem> items, String nextCursor) {}

  /**
   * A message.
   *
   * @param parentId the message before it; absent for a first one
   * @param versions this message and those in its place, in the order of their time; absent if it
   *     stands alone
   * @param generationId of an answer
   * @param rating of an answer that was rated
   */
  public record MessageItem(
      UUID id,
      String role,
      String text,
      List<Citation> citations,
      String outcome,
      Instant createdAt,
      UUID parentId,
      List<UUID> versions,
      UUID generationId,
      String rating) {}

  /** An answer on its way, which can be resumed. */
  public record RunningAnswer(UUID generationId, UUID messageId, UUID parentId) {}

  /** A branch of a conversation, and the answers that are on their way in all of it. */
  public record MessagePage(List<MessageItem> items, List<RunningAnswer> running) {}

  @Inject private CurrentCaller caller;
  @Inject private Conversations conversations;
  @Inject private ConversationChanges changes;
  @Inject private ConversationSearch search;
  @Inject private GenerationStandings standings;

  @GET
  @Operation(
      summary = "My conversations, the latest first",
      description = "With q only those in which all its words occur, in the title or a message.",
      operationId = "conversations")
  public ConversationPage list(
      @QueryParam("q") String query,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit)
      throws SQLException {
    int size = PageSize.of(limit, DEFAULT_PAGE, MAX_PAGE);
    List<ConversationItem> found =
        query == null || query.isBlank()
            ? conversations.list(caller.get(), before(cursor), size + 1).stream()
                .map(ConversationItem::of)
                .toList()
            : search(query, before(cursor), size + 1);
    boolean more = found.size() > size;
    ConversationItem last = more ? found.get(size - 1) : null;
    return new ConversationPage(
        more ? found.subList(0, size) : found,
        more ? new Conversations.Place(last.updatedAt(), last.id()).toString() : null);
  }

  private List<ConversationItem> search(String query, Conversations.Place before, int limit)
      throws SQLException {
    if (query.length() > MAX_QUERY) {
      throw Problem.of(
          400, "bad_query", "q has 1 to " + MAX_QUERY + " characters. Use fewer words.");
    }
    return search.find(caller.get(), query, before, limit).stream()
        .map(c -> new ConversationItem(c.id(), c.title(), c.updatedAt(), c.excerpt()))
        .toList();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One conversation of mine", operationId = "conversation")
  public ConversationItem get(@PathParam("id") String id) {
    return ConversationItem.of(
        changes.find(caller.get(), ConversationId.of(id)).orElseThrow(ConversationId::notFound));
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Give a conversation another title", operationId = "renameConversation")
  public ConversationItem rename(@PathParam("id") String id, TitleBody body) {
    String title = body == null || body.title() == null ? "" : body.title().strip();
    if (title.isEmpty()
        || title.length() > Conversation.MAX_TITLE
        || title.codePoints().anyMatch(Character::isISOControl)) {
      throw Problem.of(
          422, "bad_title", "title is one line of 1 to " + Conversation.MAX_TITLE + " characters.");
    }
    return ConversationItem.of(
        changes
            .rename(caller.get(), ConversationId.of(id), Conversation.titleOf(title))
            .orElseThrow(ConversationId::notFound));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Remove a conversation with its messages",
      description = "An answer under way in it is given up.",
      operationId = "deleteConversation")
  public void delete(@PathParam("id") String id) {
    if (!changes.delete(caller.get(), ConversationId.of(id))) {
      throw ConversationId.notFound();
    }
  }

  @GET
  @Path("/{id}/messages")
  @Operation(
      summary = "The messages of a conversation, in order",
      description =
          "Of the branch on which something was said last; or of the one through a message, from"
              + " which it goes on with what was said last.",
      operationId = "messages")
  public MessagePage messages(@PathParam("id") String id, @QueryParam("through") String through)
      throws SQLException {
    UUID conversation = ConversationId.of(id);
    List<Conversations.Placed> branch =
        conversations
            .branch(caller.get(), conversation, through == null ? null : ConversationId.of(through))
            .orElseThrow(ConversationId::notFound);
    List<GenerationStandings.Given> answers = standings.given(caller.get(), conversation);
    Map<UUID, GenerationStandings.Given> byAnswer = new HashMap<>();
    answers.forEach(answer -> byAnswer.put(answer.answer(), answer));
    return new MessagePage(
        branch.stream()
            .map(each -> item(each, conversation, byAnswer.get(each.message().id())))
            .toList(),
        answers.stream()
            .filter(answer -> !answer.ended())
            .map(
                answer ->
                    new RunningAnswer(answer.generation(), answer.answer(), answer.question()))
            .toList());
  }

  private static MessageItem item(
      Conversations.Placed placed, UUID conversation, GenerationStandings.Given answer) {
    Message message = placed.message();
    return new MessageItem(
        message.id(),
        message.role(),
        message.text(),
        message.citations(),
        message.outcome(),
        message.createdAt(),
        placed.parent().equals(conversation) ? null : placed.parent(),
        placed.versions().size() > 1 ? placed.versions() : null,
        answer == null ? null : answer.generation(),
        answer == null ? null : answer.rating());
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
