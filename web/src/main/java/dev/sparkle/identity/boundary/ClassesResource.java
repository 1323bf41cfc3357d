package dev.sparkle.identity.boundary;

import dev.sparkle.identity.control.Classes;
import dev.sparkle.identity.control.Memberships;
import dev.sparkle.identity.control.SessionWatch;
import dev.sparkle.identity.control.door.Door;
import dev.sparkle.identity.control.door.DoorKey;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.identity.entity.Joining;
import dev.sparkle.identity.entity.Member;
import dev.sparkle.identity.entity.Part;
import dev.sparkle.identity.entity.SchoolClass;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Classes: teachers run them, learners join them. One that is not yours is not there. */
@RequestScoped
@Path("/classes")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ClassesResource {

  private static final int LONGEST_KEY = 100;

  /**
   * A class.
   *
   * @param joinCode only for whoever runs it
   * @param part what I am in it: teacher, learner or guardian; absent: an operator who is nothing
   */
  public record ClassItem(
      UUID id,
      String name,
      String course,
      String joinCode,
      String part,
      int learners,
      Instant createdAt) {

    static ClassItem of(SchoolClass one) {
      return new ClassItem(
          one.id(),
          one.name(),
          one.course(),
          one.joinCode(),
          one.part() == null ? null : one.part().wireName(),
          one.learners(),
          one.createdAt());
    }
  }

  /** My classes. */
  public record ClassItems(List<ClassItem> items) {}

  /** What a class is called; {@code course} may be absent. */
  public record ClassBody(String name, String course) {}

  /** Somebody in a class. */
  public record MemberItem(UUID account, String displayName, String part, Instant joinedAt) {

    static MemberItem of(Member member) {
      return new MemberItem(
          member.account(), member.displayName(), member.part().wireName(), member.joinedAt());
    }
  }

  /** All of a class. */
  public record MemberItems(List<MemberItem> items) {}

  /** Who is to come in; {@code part} is learner if it is absent. */
  public record NewMember(String email, String part) {}

  /** Comes in. */
  public record JoinBody(String code) {}

  @Inject private CurrentCaller caller;
  @Inject private Classes classes;
  @Inject private Memberships memberships;
  @Inject private SessionWatch sessions;
  @Inject private Door door;

  @GET
  @Operation(
      summary = "My classes, by name; for operators with all=true everybody's",
      operationId = "classes")
  public ClassItems list(@QueryParam("all") boolean all) throws SQLException {
    return new ClassItems(classes.list(caller.get(), all).stream().map(ClassItem::of).toList());
  }

  @POST
  @RolesAllowed({"teacher", "operator"})
  @Operation(
      summary = "Make a class",
      description = "The same again with the same Idempotency-Key gives the same class.",
      operationId = "createClass")
  public Response create(@HeaderParam("Idempotency-Key") String key, ClassBody body)
      throws SQLException {
    Fields.require(body);
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw Problem.of(
          400, "bad_idempotency_key", "Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
    }
    SchoolClass made =
        classes.create(
            caller.get(),
            Fields.shortLine("name", body.name()),
            body.course() == null ? null : Fields.shortLine("course", body.course()),
            key);
    memberships.forgetAll();
    return Response.created(URI.create("classes/" + made.id())).entity(ClassItem.of(made)).build();
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One class of mine", operationId = "class")
  public ClassItem get(@PathParam("id") String id) throws SQLException {
    return ClassItem.of(there(classes.find(caller.get(), parse(id))));
  }

  @PATCH
  @Path("/{id}")
  @Operation(summary = "Rename a class that I run", operationId = "changeClass")
  public ClassItem change(@PathParam("id") String id, ClassBody body) throws SQLException {
    Fields.require(body);
    return ClassItem.of(
        there(
            classes.change(
                caller.get(),
                parse(id),
                body.name() == null ? null : Fields.shortLine("name", body.name()),
                body.course() == null ? null : Fields.shortLine("course", body.course()),
                false)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      summary = "Remove a class that I run; what was shared with it is not any more",
      operationId = "deleteClass")
  public Response delete(@PathParam("id") String id) throws SQLException {
    if (!classes.delete(caller.get(), parse(id))) {
      throw notFound();
    }
    changed();
    return Response.noContent().build();
  }

  @POST
  @Path("/{id}/code")
  @Operation(
      summary = "Draw the join code of a class that I run anew; the old one is good no more",
      operationId = "newJoinCode")
  public ClassItem newCode(@PathParam("id") String id) throws SQLException {
    return ClassItem.of(there(classes.change(caller.get(), parse(id), null, null, true)));
  }

  @GET
  @Path("/{id}/members")
  @Operation(summary = "Who is in a class that I run", operationId = "classMembers")
  public MemberItems members(@PathParam("id") String id) throws SQLException {
    return new MemberItems(
        there(classes.members(caller.get(), parse(id))).stream().map(MemberItem::of).toList());
  }

  @POST
  @Path("/{id}/members")
  @Operation(
      summary = "Put an account, by its address, into a class that I run",
      description =
          "part is learner (default), teacher or guardian; the last two need an account with that"
              + " role. Who is in it stays what he is.",
      operationId = "addClassMember")
  public ClassItem add(@PathParam("id") String id, NewMember body) throws SQLException {
    Fields.require(body);
    Part part;
    try {
      part = body.part() == null ? Part.LEARNER : Part.of(body.part());
    } catch (IllegalArgumentException none) {
      throw Problem.of(400, "bad_part", "part is learner, teacher or guardian.");
    }
    return joined(classes.add(caller.get(), parse(id), Fields.email(body.email()), part));
  }

  @DELETE
  @Path("/{id}/members/{account}")
  @Operation(summary = "Take somebody out of a class that I run", operationId = "removeClassMember")
  public Response remove(@PathParam("id") String id, @PathParam("account") String account)
      throws SQLException {
    return removed(id, AccountsResource.parse(account));
  }

  @POST
  @Path("/{id}/leave")
  @Operation(summary = "Leave a class", operationId = "leaveClass")
  public Response leave(@PathParam("id") String id) throws SQLException {
    return removed(id, caller.get().account());
  }

  private Response removed(String id, UUID account) throws SQLException {
    if (!classes.remove(caller.get(), parse(id), account)) {
      throw notFound();
    }
    changed();
    return Response.noContent().build();
  }

  @POST
  @Path("/join")
  @Operation(summary = "Come into a class with its code", operationId = "joinClass")
  public ClassItem join(JoinBody body) throws SQLException {
    Fields.require(body);
    String code = Fields.shortLine("code", body.code());
    List<DoorKey> keys = DoorKey.token(caller.place());
    Optional<Duration> shut = door.knock(keys);
    if (shut.isPresent()) {
      throw SessionBody.refusal(new Entry.Shut(shut.get()));
    }
    Joining joining = classes.join(caller.get(), code);
    if (joining instanceof Joining.Joined) {
      door.opened(keys);
    }
    return joined(joining);
  }

  private ClassItem joined(Joining joining) {
    if (joining instanceof Joining.Not not) {
      int status =
          switch (not.code()) {
            case "too_many_classes", "role_missing" -> 409;
            case "account_needed" -> 403;
            default -> 404;
          };
      throw Problem.of(status, not.code(), not.sentence());
    }
    changed();
    return ClassItem.of(((Joining.Joined) joining).to());
  }

  private void changed() {
    memberships.forgetAll();
    sessions.look();
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw notFound();
    }
  }

  private static <T> T there(Optional<T> found) {
    return found.orElseThrow(ClassesResource::notFound);
  }

  private static ProblemException notFound() {
    return Problem.of(404, "class_not_found", "There is no such class of yours.");
  }
}
