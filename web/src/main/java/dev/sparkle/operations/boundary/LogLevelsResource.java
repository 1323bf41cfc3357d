package dev.sparkle.operations.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.operations.control.LogLevels;
import dev.sparkle.operations.entity.ChangedLevel;
import dev.sparkle.operations.entity.LogLevel;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.Acts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How much loggers tell, for operators. A change reaches all nodes and outlives restarts. */
@RequestScoped
@Path("/admin/log-levels")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LogLevelsResource {

  /**
   * Sparkle's own only: others' lines, such as those of the database's driver, hold what people
   * wrote.
   */
  private static final Pattern LOGGER =
      Pattern.compile("dev\\.sparkle(\\.[A-Za-z0-9_]{1,60}){0,8}");

  /** A logger that was changed. */
  public record LevelItem(String logger, String level, UUID changedBy, Instant changedAt) {

    static LevelItem of(ChangedLevel changed) {
      return new LevelItem(
          changed.logger(), changed.level().code(), changed.changedBy(), changed.changedAt());
    }
  }

  /** What was changed; everything else is as configured. */
  public record LevelItems(List<LevelItem> items) {}

  /** What is wanted. */
  public record LevelBody(String level) {}

  @Inject private CurrentCaller caller;
  @Inject private LogLevels levels;
  @Inject private Acts acts;

  @GET
  @Operation(summary = "The loggers whose level was changed", operationId = "adminLogLevels")
  public LevelItems list() throws SQLException {
    return new LevelItems(levels.all().stream().map(LevelItem::of).toList());
  }

  @PUT
  @Path("/{logger}")
  @Operation(
      summary = "Let a logger, and those below it, tell more or less; within seconds on all nodes",
      operationId = "adminSetLogLevel")
  public LevelItems set(@PathParam("logger") String logger, LevelBody wanted) throws SQLException {
    require(logger);
    LogLevel level = level(wanted);
    acts.record(caller.get().account(), "logs.level", "logger:" + logger + "=" + level.code());
    levels.set(logger, level, caller.get().account());
    return list();
  }

  @DELETE
  @Path("/{logger}")
  @Operation(summary = "As configured again", operationId = "adminResetLogLevel")
  public void reset(@PathParam("logger") String logger) throws SQLException {
    require(logger);
    acts.record(caller.get().account(), "logs.reset", "logger:" + logger);
    if (!levels.reset(logger)) {
      throw Problem.of(404, "logger_not_found", "The level of that logger was not changed.");
    }
  }

  private static void require(String logger) {
    if (!LOGGER.matcher(logger).matches()) {
      throw Problem.of(
          400,
          "bad_logger",
          "Only loggers of dev.sparkle are changed here, by package or class: dev.sparkle.llm.");
    }
  }

  private static LogLevel level(LevelBody wanted) {
    try {
      return LogLevel.of(String.valueOf(wanted == null ? null : wanted.level()));
    } catch (IllegalArgumentException none) {
      throw Problem.of(400, "bad_level", "level is off, error, warning, info, debug or trace.");
    }
  }
}
