package dev.sparkle.it;

import dev.sparkle.cli.services.NodePorts;
import dev.sparkle.cli.services.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out the server that Arquillian starts: Sparkle's own configuration, without the application,
 * which Arquillian adds with the tests in it. Its name differs from that of the nodes, because the
 * adapter looks for a running server by name.
 */
final class ArquillianServer {

  /** By this feature the adapter talks to the server; it looks for it in this very file. */
  private static final String LOCAL_CONNECTOR =
      "<featureManager><feature>localConnector-1.0</feature></featureManager>";

  private ArquillianServer() {}

  static void layOut(Path root, Path usr, NodeSettings settings, Path driver) throws IOException {
    NodePorts ports = NodePorts.free();
    Path server = usr.resolve("servers/sparkle-arquillian");
    copy(root.resolve("liberty-config/src/main/liberty/config"), server);
    Path xml = server.resolve("server.xml");
    Files.writeString(
        xml,
        Files.readString(xml)
            .replace("<include location=\"includes/application.xml\"/>", LOCAL_CONNECTOR));
    Map<String, String> variables = settings.variables("arquillian", ports);
    Files.writeString(
        server.resolve("server.env"),
        variables.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("\n")));
    Path jdbc = Files.createDirectories(usr.resolve("shared/resources/jdbc"));
    Files.copy(driver, jdbc.resolve(driver.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    System.setProperty("sparkle.lab.usr", usr.toString());
    System.setProperty("sparkle.lab.http", Integer.toString(ports.http()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
