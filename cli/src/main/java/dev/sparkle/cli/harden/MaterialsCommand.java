package dev.sparkle.cli.harden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Invocation;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle harden sbom}. */
@Command(
    name = "sbom",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what Sparkle is made of: a CycloneDX bill of materials and the list of licences, both",
      "by Maven's own plugins, into target/. It takes a minute and is no part of the build. The plugin of",
      "CycloneDX works online only, so -o in SPARKLE_MAVEN_ARGS is left out here."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:both are written, and every library says its licence",
      "1:a library says no licence",
      "4:there is no Maven",
      "6:Maven failed"
    })
public final class MaterialsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "as a JSON object")
  private boolean json;

  /** What {@code --json} tells. */
  private record Written(String bom, String licences, int libraries, List<String> withoutLicence) {}

  @Override
  public Integer call() throws IOException {
    Home home = Home.here();
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("sparkle.mvn", "mvn"));
    command.addAll(List.of("-B", "-q", "-Psupply-chain", "-Dsparkle.untested"));
    command.addAll(online(System.getenv().getOrDefault("SPARKLE_MAVEN_ARGS", "")));
    command.addAll(
        List.of(
            "-Dmaven.test.skip=true",
            "package",
            "cyclonedx:makeAggregateBom",
            "license:aggregate-add-third-party"));
    Invocation.Outcome outcome = Invocation.of(command).in(home.root()).run();
    if (!outcome.succeeded()) {
      throw new Trouble(
          ExitCode.BUILD,
          "Maven could not write the lists: " + firstError(outcome.lines()),
          "With the network, once: the plugins are fetched like the build's.");
    }
    Path bom = home.root().resolve("target/bom.json");
    Path licences = home.root().resolve("target/licences.txt");
    List<String> silent = new ArrayList<>();
    JsonNode components = new ObjectMapper().readTree(bom.toFile()).path("components");
    components.forEach(
        each -> {
          boolean own = each.path("group").asText().equals("dev.sparkle");
          if (!own && each.path("licenses").isEmpty()) {
            silent.add(each.path("group").asText() + ":" + each.path("name").asText());
          }
        });
    print(
        new Written(
            home.show(bom),
            Files.exists(licences) ? home.show(licences) : "",
            components.size(),
            silent));
    return silent.isEmpty() ? ExitCode.OK : ExitCode.DEGRADED;
  }

  /** The arguments without the one by which CycloneDX's plugin refuses to work. */
  static List<String> online(String arguments) {
    return Arrays.stream(arguments.strip().split("\\s+"))
        .filter(each -> !each.isEmpty() && !each.equals("-o") && !each.equals("--offline"))
        .toList();
  }

  /** What Maven says first of what went wrong; its last lines are advice. */
  static String firstError(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("\u001B\\[[0-9;]*m", ""))
        .filter(line -> line.startsWith("[ERROR]"))
        .map(line -> line.substring("[ERROR]".length()).strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("it says nothing of why.");
  }

  private void print(Written written) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(written));
    } else {
      out.printf(
          "%d libraries in %s, their licences in %s.%n",
          written.libraries(), written.bom(), written.licences());
      written.withoutLicence().forEach(name -> out.println("✗ says no licence: " + name));
    }
    out.flush();
  }
}
