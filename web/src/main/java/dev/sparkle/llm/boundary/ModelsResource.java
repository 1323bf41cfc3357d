package dev.sparkle.llm.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.llm.control.ModelSwitch;
import dev.sparkle.llm.control.Models;
import dev.sparkle.llm.entity.ModelStatus;
import dev.sparkle.llm.entity.SwitchedOff;
import dev.sparkle.platform.boundary.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The configured language models, and the switch that takes them out of use. */
@RequestScoped
@Path("/admin/models")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {

  private static final int LONGEST_REASON = 500;

  /** That something is off; {@code reason} may be empty. */
  public record OffItem(String reason, Instant since) {}

  /** A model; {@code circuit} and {@code streams} are those of the node that answers. */
  public record ModelItem(
      String name, String model, String host, String circuit, int streams, OffItem switchedOff) {}

  /** All of them, in the order in which they are asked; {@code switchedOff}: every one is. */
  public record ModelItems(String node, OffItem switchedOff, List<ModelItem> items) {}

  /** What is wanted. */
  public record SwitchBody(Boolean on, String reason) {}

  @Inject private CurrentCaller caller;
  @Inject private Models models;
  @Inject private ModelSwitch modelSwitch;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  @GET
  @Operation(
      summary = "The language models, whether they may be asked, and their circuit breakers",
      operationId = "models")
  public ModelItems list() {
    modelSwitch.makeKnown();
    return new ModelItems(
        node,
        models.allOff().map(ModelsResource::item).orElse(null),
        models.list().stream().map(ModelsResource::item).toList());
  }

  @PUT
  @Path("/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Switches a model, or all of them, off or on again, on every node",
      operationId = "switchModel")
  public ModelItems change(@PathParam("name") String name, SwitchBody wanted) throws SQLException {
    if (wanted == null || wanted.on() == null) {
      throw Problem.of(400, "missing_field", "Say whether it shall be on: {\"on\": false}.");
    }
    String reason = wanted.reason() == null ? "" : wanted.reason().strip();
    if (reason.length() > LONGEST_REASON) {
      throw Problem.of(
          400, "field_too_long", "reason has at most %d characters.".formatted(LONGEST_REASON));
    }
    boolean there =
        wanted.on()
            ? modelSwitch.on(caller.get(), name)
            : modelSwitch.off(caller.get(), name, reason);
    if (!there) {
      throw Problem.of(
          404, "model_not_found", "There is no such model. GET admin/models lists them.");
    }
    return list();
  }

  private static ModelItem item(ModelStatus model) {
    return new ModelItem(
        model.name(),
        model.model(),
        model.host(),
        model.circuit().wireName(),
        model.streams(),
        model.switchedOff().map(ModelsResource::item).orElse(null));
  }

  private static OffItem item(SwitchedOff off) {
    return new OffItem(off.reason(), off.since());
  }
}
