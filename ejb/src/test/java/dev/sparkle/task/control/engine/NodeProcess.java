package dev.sparkle.task.control.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** A node in a process of its own, so that it can be killed. */
final class NodeProcess {

  private NodeProcess() {}

  /** The process's side: works until it dies. */
  public static void main(String[] arguments) throws IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setCurrentSchema(arguments[1]);
    source.setStringType("unspecified");
    Node node = new Node(source, "killed", 4, Effects.of(source)).start();
    System.out.println("works");
    System.out.flush();
    System.in.read(); // ends with the test's own process
    node.close();
  }

  /** Starts one, and waits until it works. */
  static Process start(String url, String schema) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                url,
                schema)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader says =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"works".equals(says.readLine())) {
      throw new IOException("the process did not come up");
    }
    return process;
  }
}
