package dev.sparkle.platform.boundary;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Ends a request with a problem document. */
public class ProblemException extends WebApplicationException {

  private static final long serialVersionUID = 1L;

  ProblemException(Response response) {
    super(response);
  }
}
