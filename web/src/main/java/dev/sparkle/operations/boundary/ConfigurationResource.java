package dev.sparkle.operations.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.operations.control.ConfigurationReport;
import dev.sparkle.operations.control.LiveSettings;
import dev.sparkle.operations.entity.SettingChange;
import dev.sparkle.operations.entity.SettingInForce;
import dev.sparkle.platform.boundary.PageSize;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.setting.Source;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What the node that answers is set to, and the settings that change while the nodes run, for
 * operators. A change reaches all nodes within seconds and outlives restarts.
 */
@RequestScoped
@Path("/admin/configuration")
@RolesAllowed("operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ConfigurationResource {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  /** More at once is no change, but another configuration. */
  private static final int MOST_SETTINGS = 50;

  /** All settings; secrets are masked. */
  public record SettingItems(String node, List<SettingInForce> items) {}

  /**
   * Live values in force on the node that answers.
   *
   * @param values by the settings' names; never a secret
   */
  public record LiveItems(String node, Map<String, String> values) {}

  /** Changes; {@code nextCursor} is absent on the last page. */
  public record ChangeItems(List<SettingChange> items, String nextCursor) {}

  /**
   * What is wanted: all of it or nothing.
   *
   * @param set values by the settings' names
   * @param unset names of settings that are to be as configured again
   */
  public record ChangeBody(Map<String, String> set, List<String> unset) {}

  @Inject private Config config;
  @Inject private CurrentSettings settings;
  @Inject private LiveSettings live;
  @Inject private CurrentCaller caller;

  @GET
  @Operation(
      summary = "The settings in force on this node, and where each is from; secrets are masked",
      operationId = "adminConfiguration")
  public SettingItems list() {
    return new SettingItems(
        settings.get().node().name(),
        new ConfigurationReport(
                config.getPropertyNames(), settings.configured().under(live.inForce(), Source.LIVE))
            .settings());
  }

  @GET
  @Path("/live")
  @Operation(
      summary = "What operators have set while the nodes run",
      operationId = "adminLiveSettings")
  public LiveItems live() {
    return new LiveItems(settings.get().node().name(), new TreeMap<>(live.inForce()));
  }

  @GET
  @Path("/changes")
  @Operation(
      summary = "The changes of live settings, the latest first",
      operationId = "adminSettingChanges")
  public ChangeItems changes(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit)
      throws SQLException {
    int wanted = PageSize.of(limit, USUAL, MOST);
    List<SettingChange> found = live.history(below(cursor), wanted + 1);
    boolean more = found.size() > wanted;
    List<SettingChange> page = more ? found.subList(0, wanted) : found;
    return new ChangeItems(page, more ? Long.toString(page.get(wanted - 1).change()) : null);
  }

  private static long below(String cursor) {
    return cursor == null || cursor.isEmpty() ? Long.MAX_VALUE : number(cursor, "bad_cursor");
  }

  @POST
  @Path("/changes")
  @Operation(
      summary = "Change live settings: all that are named, or none; within seconds on all nodes",
      operationId = "adminChangeSettings")
  public SettingChange change(ChangeBody body) throws SQLException {
    Map<String, Optional<String>> wanted = new TreeMap<>();
    if (body != null && body.set() != null) {
      body.set()
          .forEach((name, value) -> wanted.put(name, Optional.of(value == null ? "" : value)));
    }
    if (body != null && body.unset() != null) {
      body.unset().forEach(name -> wanted.put(String.valueOf(name), Optional.empty()));
    }
    if (wanted.isEmpty() || wanted.size() > MOST_SETTINGS) {
      throw Problem.of(
          400, "bad_change", "Send set, unset or both, with up to " + MOST_SETTINGS + " settings.");
    }
    return told(live.change(wanted, caller.get().account()));
  }

  @POST
  @Path("/changes/{change}/revert")
  @Operation(
      summary = "Take a change back: its settings become what they were before it",
      operationId = "adminRevertSettings")
  public SettingChange revert(@PathParam("change") String change) throws SQLException {
    return told(live.revert(number(change, "change_not_found"), caller.get().account()));
  }

  private static long number(String text, String code) {
    if (!text.matches("\\d{1,15}")) {
      throw code.equals("bad_cursor")
          ? Problem.of(400, code, "cursor is the nextCursor of the page before.")
          : Problem.of(404, code, "There is no such change.");
    }
    return Long.parseLong(text);
  }

  private static SettingChange told(LiveSettings.Outcome outcome) {
    if (outcome instanceof LiveSettings.Changed done) {
      return done.change();
    }
    LiveSettings.Refused no = (LiveSettings.Refused) outcome;
    int status =
        switch (no.code()) {
          case "setting_unknown", "change_not_found" -> 404;
          case "bad_setting" -> 400;
          default -> 409;
        };
    throw Problem.of(status, no.code(), no.sentence());
  }
}
