package dev.sparkle.knowledge.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.identity.control.Classes;
import dev.sparkle.identity.entity.Part;
import dev.sparkle.identity.entity.SchoolClass;
import dev.sparkle.knowledge.control.Materials;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.boundary.ProblemException;
import dev.sparkle.platform.control.Acts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Materials that a class sees: its members find them, and may be answered from them. */
@RequestScoped
@Path("/classes/{id}/materials")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class ClassMaterialsResource {

  /** A material of a class. */
  public record SharedItem(
      UUID id, String title, String course, String status, boolean mine, Instant createdAt) {}

  /** All of a class, the latest first. */
  public record SharedItems(List<SharedItem> items) {}

  @Inject private CurrentCaller caller;
  @Inject private Classes classes;
  @Inject private Materials materials;
  @Inject private Acts acts;

  @GET
  @Operation(summary = "What is shared with a class of mine", operationId = "classMaterials")
  public SharedItems list(@PathParam("id") String id) throws SQLException {
    SchoolClass of = there(classes.find(caller.get(), parse(id)));
    if (of.part() == Part.GUARDIAN) {
      throw classNotFound();
    }
    return new SharedItems(materials.ofClass(of.id()).stream().map(this::item).toList());
  }

  @PUT
  @Path("/{material}")
  @Operation(
      summary = "Share a material of mine with a class that I run",
      operationId = "shareMaterial")
  public Response share(@PathParam("id") String id, @PathParam("material") String material)
      throws SQLException {
    UUID to = there(classes.run(caller.get(), parse(id))).id();
    UUID shared = material(material);
    acts.record(caller.get().account(), "classes.share", "class:" + to + "/" + shared);
    if (!materials.share(caller.get(), shared, to)) {
      throw materialNotFound();
    }
    return Response.noContent().build();
  }

  @DELETE
  @Path("/{material}")
  @Operation(
      summary = "Take a material back from a class that I run",
      operationId = "unshareMaterial")
  public Response unshare(@PathParam("id") String id, @PathParam("material") String material)
      throws SQLException {
    UUID from = there(classes.run(caller.get(), parse(id))).id();
    UUID shared = material(material);
    acts.record(caller.get().account(), "classes.unshare", "class:" + from + "/" + shared);
    if (!materials.unshare(shared, from)) {
      throw materialNotFound();
    }
    return Response.noContent().build();
  }

  private SharedItem item(Material material) {
    return new SharedItem(
        material.id(),
        material.title(),
        material.course(),
        material.status().wireName(),
        material.account().equals(caller.get().account()),
        material.createdAt());
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw classNotFound();
    }
  }

  private static UUID material(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw materialNotFound();
    }
  }

  private static SchoolClass there(Optional<SchoolClass> found) {
    return found.orElseThrow(ClassMaterialsResource::classNotFound);
  }

  private static ProblemException classNotFound() {
    return Problem.of(404, "class_not_found", "There is no such class of yours.");
  }

  private static ProblemException materialNotFound() {
    return Problem.of(404, "material_not_found", "There is no such material of yours.");
  }
}
