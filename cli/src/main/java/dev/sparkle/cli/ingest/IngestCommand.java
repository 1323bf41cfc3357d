package dev.sparkle.cli.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.client.Material;
import dev.sparkle.cli.client.ProtocolException;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.client.SparkleClient;
import dev.sparkle.cli.client.Upload;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Pause;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle ingest}: adds files to the material that answers are taken from. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds files (text, Markdown, HTML, PDF) to the material that answers are taken from.",
      "For everyone, if you are an operator: by --token, or on the server's own machine.%n"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all files are ready",
      "1:a file cannot be read or was not taken in; the sentence says why",
      "2:wrong usage",
      "3:the server does not answer"
    })
public final class IngestCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(400);

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files")
  private List<Path> files = List.of();

  @Option(
      names = "--title",
      paramLabel = "TITLE",
      description = "Title, for a single file. Default: taken from the file")
  private String title;

  @Option(names = "--course", paramLabel = "COURSE", description = "The course it belongs to")
  private String course;

  @Option(names = "--private", description = "For the asking account alone, not for everyone")
  private boolean personal;

  @Option(names = "--no-wait", description = "Do not wait until the files are ready")
  private boolean noWait;

  @Option(names = "--json", description = "One JSON object per file")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (title != null && files.size() > 1) {
      err.println("--title is for a single file.");
      return 2;
    }
    List<Path> missing = files.stream().filter(file -> !readable(file)).toList();
    if (!missing.isEmpty()) {
      missing.forEach(file -> err.println(file + " is no file that can be read."));
      err.println("Nothing was sent.");
      return 1;
    }
    try {
      return ingest(client());
    } catch (ServerUnreachable away) {
      err.println(away.getMessage());
      return ExitCode.NOT_RUNNING;
    } catch (IllegalStateException noOperator) {
      err.println(noOperator.getMessage());
      return 1;
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      return 2;
    }
  }

  private static boolean readable(Path file) {
    return Files.isRegularFile(file) && Files.isReadable(file);
  }

  private SparkleClient client() {
    if (personal) {
      return client.client();
    }
    return client
        .operator()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Only an operator adds material for everyone. Run this on the server's machine,"
                        + " give --token, or add it for yourself: --private"));
  }

  private int ingest(SparkleClient server) {
    int failed = 0;
    for (Path file : files) {
      failed += ingest(server, file) ? 0 : 1;
    }
    return failed == 0 ? 0 : 1;
  }

  private boolean ingest(SparkleClient server, Path file) {
    long started = System.nanoTime();
    IngestLine line = new IngestLine(spec.commandLine().getOut(), file.getFileName(), json);
    try {
      Material material =
          server.upload(new Upload(file, title, course, personal ? "me" : "everyone"));
      if (!noWait) {
        material = settled(server, material, line);
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      if (json) {
        print(file, material, seconds);
      } else {
        line.end(material, seconds);
      }
      return !material.status().equals("failed");
    } catch (ApiProblem | ProtocolException problem) {
      line.broken(spec.commandLine().getErr(), problem.getMessage());
      return false;
    }
  }

  private static Material settled(SparkleClient server, Material first, IngestLine line) {
    Material material = first;
    while (!material.settled()) {
      line.now(material, material.taskId() == null ? null : server.progress(material.taskId()));
      Pause.of(POLL);
      material = server.material(material.id());
    }
    return material;
  }

  private void print(Path file, Material material, double seconds) {
    ObjectNode object = JSON.createObjectNode().put("file", file.toString());
    object.put("id", material.id()).put("title", material.title());
    object.put("status", material.status()).put("chunks", material.chunks());
    object.put("error", material.error()).put("seconds", seconds);
    spec.commandLine().getOut().println(object);
    spec.commandLine().getOut().flush();
  }
}
