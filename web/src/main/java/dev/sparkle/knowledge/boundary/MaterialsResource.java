package dev.sparkle.knowledge.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.knowledge.control.Materials;
import dev.sparkle.knowledge.entity.Acceptance;
import dev.sparkle.knowledge.entity.Acceptance.Accepted;
import dev.sparkle.knowledge.entity.Acceptance.Refused;
import dev.sparkle.knowledge.entity.Material;
import dev.sparkle.knowledge.entity.MaterialPage;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The documents that answers are taken from. */
@RequestScoped
@Path("/materials")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class MaterialsResource {

  private static final int DEFAULT_PAGE = 30;

  /** Why a material cannot be used. */
  public record ErrorItem(String code, String message) {}

  /** A material. */
  public record MaterialItem(
      UUID id,
      String title,
      String course,
      String fileName,
      String mediaType,
      long byteSize,
      String audience,
      boolean mine,
      String status,
      double progress,
      int chunks,
      int flagged,
      String language,
      ErrorItem error,
      UUID taskId,
      Instant createdAt,
      Instant updatedAt) {}

  /** A page of materials. */
  public record MaterialItems(List<MaterialItem> items, String nextCursor) {}

  @Inject private CurrentCaller caller;
  @Inject private Materials materials;
  @Inject private CurrentSettings settings;

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(
      summary = "Hand in a text, Markdown, HTML or PDF file",
      description = "Form fields: file; title, course, audience (me or everyone) if wanted.",
      operationId = "uploadMaterial")
  public Response upload(@Context HttpServletRequest request) throws IOException {
    try (UploadForm form = UploadForm.read(request, settings.get().ingest().maxBytes())) {
      Acceptance acceptance = materials.accept(caller.get(), form.upload());
      if (acceptance instanceof Refused refused) {
        throw Problem.of(status(refused.code()), refused.code(), refused.message());
      }
      Material material = ((Accepted) acceptance).material();
      return Response.accepted(item(material))
          .location(URI.create("materials/" + material.id()))
          .build();
    }
  }

  @GET
  @Operation(summary = "Materials that I may use, the latest first", operationId = "materials")
  public MaterialItems list(
      @QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
    int size = PageSize.of(limit, DEFAULT_PAGE, Materials.MAX_LIST);
    MaterialPage page =
        materials
            .list(caller.get(), Optional.ofNullable(cursor), size)
            .orElseThrow(
                () ->
                    Problem.of(
                        400, "bad_cursor", "Use the nextCursor of the page before, as it was."));
    return new MaterialItems(
        page.items().stream().map(this::item).toList(), page.nextCursor().orElse(null));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One material and how far it has come", operationId = "material")
  public MaterialItem get(@PathParam("id") String id) {
    return item(materials.get(caller.get(), parse(id)).orElseThrow(MaterialsResource::notFound));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Remove a material of mine", operationId = "deleteMaterial")
  public Response delete(@PathParam("id") String id) {
    if (!materials.delete(caller.get(), parse(id))) {
      throw notFound();
    }
    return Response.noContent().build();
  }

  private MaterialItem item(Material material) {
    return new MaterialItem(
        material.id(),
        material.title(),
        material.course(),
        material.fileName(),
        material.format().mediaType(),
        material.byteSize(),
        material.audience().wireName(),
        material.account().equals(caller.get().account()),
        material.status().wireName(),
        material.progress(),
        material.chunks(),
        material.flagged(),
        material.language(),
        material.failure() == null
            ? null
            : new ErrorItem(material.failure().code(), material.failure().message()),
        material.task(),
        material.createdAt(),
        material.updatedAt());
  }

  private static int status(String code) {
    return switch (code) {
      case "forbidden" -> 403;
      case "too_large" -> 413;
      case "unsupported_type", "type_mismatch", "not_text" -> 415;
      default -> 422;
    };
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException notOurs) {
      throw notFound();
    }
  }

  private static RuntimeException notFound() {
    return Problem.of(404, "material_not_found", "There is no such material of yours.");
  }
}
