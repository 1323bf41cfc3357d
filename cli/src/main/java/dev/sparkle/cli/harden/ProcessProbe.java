package dev.sparkle.cli.harden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As whom the node runs, and whether somebody may look into its JVM. */
final class ProcessProbe implements Probe {

  private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");

  /** Liberty has an agent of its own. */
  private static final Pattern DEBUG =
      Pattern.compile(
          "-agentlib:jdwp\\S*|-Xrunjdwp\\S*|-Xdebug|-Dcom\\.sun\\.management\\.jmxremote\\.port\\S*"
              + "|-Dcom\\.sun\\.management\\.jmxremote\\.authenticate=false|-javaagent:(?!\\S*/wlp/bin/tools/ws-javaagent\\.jar)\\S*");

  private static final List<String> OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JVM_ARGS");

  @Override
  public String area() {
    return "process";
  }

  @Override
  public List<Finding> look(Scene scene) throws IOException {
    Scene.Local local = scene.local().orElse(null);
    if (local == null) {
      return List.of(Finding.skipped(area(), "user, debug ports", "not on this machine"));
    }
    Path process = Path.of("/proc", Long.toString(local.pid()));
    List<Finding> findings = new ArrayList<>();
    findings.add(user(Files.readString(process.resolve("status"))));
    String command =
        new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
            .replace('\0', ' ');
    StringBuilder options = new StringBuilder(command);
    OPTIONS.forEach(name -> options.append(' ').append(local.variables().getOrDefault(name, "")));
    findings.add(debug(options.toString()));
    findings.add(
        Finding.of(
            local.isProduction(),
            area(),
            "environment",
            local.environment(),
            "Start it with --env production."));
    findings.addAll(variables(local.variables()));
    return findings;
  }

  /** Pure: from /proc/PID/status. */
  static Finding user(String status) {
    Matcher uid = UID.matcher(status);
    String seen = uid.find() ? uid.group(1) : "unknown";
    return Finding.of(
        !seen.equals("0") && !seen.equals("unknown"),
        "process",
        "user",
        seen.equals("0") ? "root" : "uid " + seen,
        "Run it as a user of its own: adduser --system --group sparkle.");
  }

  /** Pure: from the words that started it. */
  static Finding debug(String options) {
    Matcher found = DEBUG.matcher(options);
    boolean open = found.find();
    return Finding.of(
        !open,
        "process",
        "debug and management of the JVM",
        open ? found.group() : "closed",
        "Take the option out: whoever reaches it runs code in the node.");
  }

  /** Pure: settings that open something. */
  static List<Finding> variables(Map<String, String> variables) {
    String operations = variables.getOrDefault("SPARKLE_OPERATIONS_PORT", "0");
    String rate = variables.getOrDefault("SPARKLE_HTTP_REQUESTS_PER_MINUTE", "0");
    String drills = variables.getOrDefault("SPARKLE_TASKS_DRILLS", "false");
    boolean password = !variables.getOrDefault("SPARKLE_TLS_KEYSTORE_PASSWORD", "").isBlank();
    return List.of(
        Finding.of(
            !operations.equals("0"),
            "process",
            "operators have a port of their own",
            "SPARKLE_OPERATIONS_PORT=" + operations,
            "Set SPARKLE_OPERATIONS_PORT=http."),
        Finding.of(
            !rate.equals("0"),
            "process",
            "requests of a network are bounded",
            "SPARKLE_HTTP_REQUESTS_PER_MINUTE=" + rate,
            "Set SPARKLE_HTTP_REQUESTS_PER_MINUTE, such as 6000."),
        Finding.of(
            !drills.equals("true"),
            "process",
            "no tasks of drills",
            "SPARKLE_TASKS_DRILLS=" + drills,
            "Leave SPARKLE_TASKS_DRILLS out."),
        Finding.of(
            password,
            "process",
            "the key store has a password of its own",
            password ? "yes" : "no",
            "Set SPARKLE_TLS_KEYSTORE_PASSWORD, or start it with ./sparkle up."));
  }
}
