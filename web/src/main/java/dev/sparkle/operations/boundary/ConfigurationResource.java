package dev.sparkle.operations.boundary;

import dev.sparkle.operations.control.ConfigurationReport;
import dev.sparkle.operations.entity.SettingInForce;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the node that answers is set to, for operators. */
@RequestScoped
@Path("/admin/configuration")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
public class ConfigurationResource {

  /** All settings; secrets are masked. */
  public record SettingItems(String node, List<SettingInForce> items) {}

  @Inject private Config config;

  @Inject
  @ConfigProperty(name = "sparkle.node")
  private String node;

  @GET
  @Operation(
      summary = "The settings in force on this node, and where each is from; secrets are masked",
      operationId = "adminConfiguration")
  public SettingItems list() {
    return new SettingItems(node, new ConfigurationReport(config).settings());
  }
}
