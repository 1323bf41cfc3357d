package dev.sparkle.platform.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sparkle.platform.control.BodyLimit;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/**
 * Makes a problem document of whatever went wrong; the cause goes into the log, not to the client.
 */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

  @Override
  public Response toResponse(Throwable error) {
    if (error instanceof ProblemException problem) {
      return problem.getResponse();
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimit.Exceeded body) {
        return body.isSize() ? Problem.of(413).response() : tooSlow();
      }
    }
    if (error instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      int status = web.getResponse().getStatus();
      if (status < 400) {
        return web.getResponse();
      }
      return Problem.of(status).response();
    }
    if (error instanceof JsonProcessingException json) {
      return Problem.response(
          400, "bad_json", "The body is not the expected JSON" + where(json) + ".");
    }
    if (isDatabaseAway(error)) {
      LOG.log(Level.WARNING, "a request found no database: {0}", error.getMessage());
      return Response.fromResponse(
              Problem.response(
                  503, "unavailable", "The database does not answer. Try again in a moment."))
          .header("Retry-After", 2)
          .build();
    }
    LOG.log(Level.ERROR, "a request failed", error);
    return Problem.response(
        500, "internal", "Something broke here. Try again; if it stays, report the requestId.");
  }

  private static Response tooSlow() {
    return Problem.response(
        408, "too_slow", "The request took too long to arrive. Send it again, all at once.");
  }

  /** SQL states of class 08 are connections, of 57P shut-downs (PostgreSQL, appendix A). */
  private static boolean isDatabaseAway(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        if (state.startsWith("08")
            || state.startsWith("57P")
            || sql instanceof SQLTransientConnectionException
            || sql instanceof SQLRecoverableException) {
          return true;
        }
      }
    }
    return false;
  }

  private static String where(JsonProcessingException error) {
    return error.getLocation() == null
        ? ""
        : " (line "
            + error.getLocation().getLineNr()
            + ", column "
            + error.getLocation().getColumnNr()
            + ")";
  }
}
