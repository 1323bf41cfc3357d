package dev.sparkle.cli.safety.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.services.WithProfile;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.EncoderDelta;
import dev.sparkle.safety.control.input.EncoderDelta.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Puts thresholds into an encoder that was trained on all sources. They come from trainings that
 * left sources out, since what an encoder says of rows that it knows, or of rows like them, would
 * set them too low.
 */
@Command(
    name = "thresholds",
    mixinStandardHelpOptions = true,
    description = {
      "Sets the thresholds of a trained encoder by the benign rows that other trainings left out.",
      "Their \"safety train --hold-out … --set-aside 0 --scores FILE\" wrote the files."
    })
public final class ThresholdsCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scores of rows left out.")
  private List<Path> files;

  @Option(
      names = "--of",
      required = true,
      paramLabel = "DELTA",
      description = "The encoder's file, e.g. encoder-en.delta; it is changed.")
  private Path delta;

  /** For attacks on the model, and for requests for harm. */
  record Both(Thresholds manipulation, Thresholds harm) {}

  @Override
  public Integer call() throws InterruptedException {
    if (!Encoder.ENGLISH.isPresent()) {
      return new WithProfile("safety-models")
          .run(spec.commandLine().getParseResult().originalArgs());
    }
    Both both = read(files);
    write(
        new Calibration(1, both.manipulation.manipulation()), new Calibration(1, both.harm.harm()));
    return ExitCode.OK;
  }

  /** The benign rows of all files. */
  static Both read(List<Path> files) {
    Both both = new Both(new Thresholds(), new Thresholds());
    for (Path file : files) {
      int line = 0;
      for (String json : lines(file)) {
        line++;
        JsonNode row = row(json, file + ", line " + line);
        if (row.path("label").asText().equals("benign")) {
          String category = row.path("category").asText();
          both.manipulation.add(category, row.path("manipulation").asDouble());
          both.harm.add(category, row.path("harm").asDouble());
        }
      }
    }
    return both;
  }

  private void write(Calibration manipulation, Calibration harm) {
    try {
      EncoderDelta known = EncoderDelta.read(Files.readAllBytes(delta));
      Files.write(delta, known.calibrated(manipulation, harm).write());
    } catch (IOException e) {
      throw Trouble.withFile("cannot change " + delta, e);
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: manipulation %.3f, harm %.3f%n",
            delta,
            manipulation.threshold(),
            harm.threshold());
    spec.commandLine().getOut().flush();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw Trouble.withFile("cannot read " + file, e);
    }
  }

  private static JsonNode row(String json, String place) {
    try {
      JsonNode row = JSON.readTree(json);
      if (row.path("manipulation").isNumber() && row.path("harm").isNumber()) {
        return row;
      }
    } catch (IOException e) {
      throw new Trouble(ExitCode.USAGE, place + " is no JSON.", "Name a file of scores.", e);
    }
    throw new Trouble(ExitCode.USAGE, place + " has no scores.", "Name a file of scores.");
  }
}
