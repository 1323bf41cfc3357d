package dev.sparkle.platform.boundary;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import dev.sparkle.platform.control.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Bodies are written and read as everything else: by {@link Json}. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class JsonBodies extends JacksonJsonProvider {

  public JsonBodies() {
    super(Json.mapper());
  }
}
