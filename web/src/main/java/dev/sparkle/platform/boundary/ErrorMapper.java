package dev.sparkle.platform.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Makes a problem document of whatever went wrong; the cause goes into the log, not to the client. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

  private static final Map<Integer, String[]> WORDS =
      Map.of(
          400, new String[] {"bad_request", "The request could not be read."},
          401, new String[] {"unauthorized", "Sign in first: the access token is missing or old."},
          403, new String[] {"forbidden", "Your account may not do this."},
          404, new String[] {"not_found", "There is nothing here, or nothing of yours."},
          405, new String[] {"method_not_allowed", "This address does not know this method."},
          406, new String[] {"not_acceptable", "Only application/json can be given."},
          413, new String[] {"too_large", "The request is larger than allowed."},
          415, new String[] {"unsupported_media_type", "Send application/json."});

  @Override
  public Response toResponse(Throwable error) {
    if (error instanceof ProblemException problem) {
      return problem.getResponse();
    }
    if (error instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      int status = web.getResponse().getStatus();
      if (status < 400) {
        return web.getResponse();
      }
      String[] words =
          WORDS.getOrDefault(status, new String[] {"bad_request", "The request is not valid."});
      return Problem.response(status, words[0], words[1]);
    }
    if (error instanceof JsonProcessingException json) {
      return Problem.response(
          400, "bad_json", "The body is not the expected JSON" + where(json) + ".");
    }
    LOG.log(Level.ERROR, "a request failed", error);
    return Problem.response(
        500, "internal", "Something broke here. Try again; if it stays, report the requestId.");
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
