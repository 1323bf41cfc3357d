package dev.sparkle.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** An account in words. */
final class Line {

  private Line() {}

  static String of(JsonNode account) {
    List<String> roles = new ArrayList<>();
    account.path("roles").forEach(role -> roles.add(role.asText()));
    String disabled = account.path("disabledAt").asText("");
    return "%-36s %-28s %-20s %s%s"
        .formatted(
            account.path("id").asText(),
            account.path("email").asText("(no address)"),
            account.path("displayName").asText(),
            String.join(", ", roles),
            disabled.isEmpty() || disabled.equals("null") ? "" : "   DISABLED since " + disabled);
  }

  /** The password that was generated, if one was. */
  static void password(PrintWriter out, JsonNode answer, String email) {
    String password = answer.path("oneTimePassword").asText("");
    if (!password.isEmpty() && !password.equals("null")) {
      out.println("    One-time password for " + email + ":  " + password);
      out.println(
          "    It is to be replaced at the first sign-in, within a day, and is shown once.");
    }
  }
}
