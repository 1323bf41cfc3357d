package dev.sparkle.operations.boundary;

import dev.sparkle.operations.control.AnswersUnderWay;
import dev.sparkle.operations.entity.AnswerUnderWay;
import dev.sparkle.platform.boundary.PageSize;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The answers that are on their way, for operators. */
@RequestScoped
@Path("/admin/generations")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class GenerationsResource {

  private static final int MAX = 500;
  private static final int USUAL = 50;

  /** Answers; nobody's words. */
  public record AnswerItems(List<AnswerUnderWay> items) {}

  @Inject private AnswersUnderWay answers;

  @GET
  @Operation(
      summary = "The answers that are on their way on all nodes, the oldest first",
      operationId = "adminGenerations")
  public AnswerItems list(@QueryParam("limit") String limit) throws SQLException {
    return new AnswerItems(answers.list(PageSize.of(limit, USUAL, MAX)));
  }
}
