package dev.sparkle.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.KeptSettings;
import dev.sparkle.cli.lifecycle.SettingsInForce;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.platform.control.setting.SettingValues;
import dev.sparkle.platform.control.setting.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sparkle config}: what is in force, what is wrong and what is unsafe. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Shows every setting with its value in force and where it is from, secrets masked; says which"
          + " values are wrong, and for production which are unsafe. Of the first node that runs"
          + " here, else of what ./sparkle up would start now.%n",
      "set, unset, history and revert change what may change while the nodes run.%n"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well; with --diff: no difference",
      "1:with --diff: they differ",
      "2:wrong usage",
      "10:a value is wrong; the node would not start with it",
      "11:with --strict: something is unsafe, or a variable is no setting"
    },
    subcommands = {
      SetCommand.class,
      UnsetCommand.class,
      HistoryCommand.class,
      RevertCommand.class,
      CommandLine.HelpCommand.class
    })
public final class ConfigCommand implements Callable<Integer> {

  /** A value is wrong. */
  static final int INVALID = 10;

  /** Something is unsafe, and that was asked for strictly. */
  static final int UNSAFE = 11;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a set of settings is to serve. */
  enum Profile {
    DEVELOPMENT,
    PRODUCTION
  }

  @Spec private CommandSpec spec;
  @Mixin private OperatorCalls operator = new OperatorCalls();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description =
          "development or production: whether what is unsafe in production is told. Default: the"
              + " environment that the node runs in (up --env)")
  private Profile profile;

  @Option(names = "--given", description = "Only what is no default")
  private boolean given;

  @Option(names = "--live", description = "Only what may be changed while the nodes run")
  private boolean live;

  @Option(
      names = "--find",
      paramLabel = "TEXT",
      description = "Only names that hold this, with what is allowed")
  private String find;

  @Option(
      names = "--diff",
      arity = "1..2",
      paramLabel = "FILE",
      description =
          "How two files with NAME=value differ; or one file from what is in force. Of secrets only"
              + " that they differ")
  private List<Path> diff = List.of();

  @Option(
      names = "--strict",
      description = "Unsafe values and unknown variables are failures: exit 11")
  private boolean strict;

  @Override
  public Integer call() {
    Home home = Home.here();
    Map<String, String> server = ServerDefaults.read(home.root());
    if (diff.size() == 2) {
      return differences(
          new Layers(EnvFile.read(diff.get(0)), Map.of(), server).values(),
          new Layers(EnvFile.read(diff.get(1)), Map.of(), server).values(),
          diff.get(0).toString(),
          diff.get(1).toString());
    }
    SettingsInForce force = SettingsInForce.of(home);
    Layers layers = new Layers(force.values(), KeptSettings.read(home), server);
    Optional<Map<String, String>> changed = liveValues();
    if (diff.size() == 1) {
      return differences(
          layers.values().under(changed.orElse(Map.of()), Source.LIVE),
          new Layers(EnvFile.read(diff.get(0)), Map.of(), server).values(),
          force.where(),
          diff.get(0).toString());
    }
    Profile serves =
        profile != null
            ? profile
            : "production".equals(force.values().get("SPARKLE_ENV"))
                ? Profile.PRODUCTION
                : Profile.DEVELOPMENT;
    Effective found = Effective.of(layers, changed.orElse(Map.of()), serves == Profile.PRODUCTION);
    int exit = exit(found);
    if (operator.json()) {
      printJson(found, force.where(), serves, changed.isPresent(), exit);
    } else {
      new ConfigText(spec.commandLine().getOut(), given, live, Optional.ofNullable(find))
          .print(found, force.where(), serves == Profile.PRODUCTION, changed);
    }
    return exit;
  }

  private int exit(Effective found) {
    if (!found.valid()) {
      return INVALID;
    }
    return strict && !(found.warnings().isEmpty() && found.unknown().isEmpty())
        ? UNSAFE
        : ExitCode.OK;
  }

  /** Empty if no node tells. */
  private Optional<Map<String, String>> liveValues() {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      operator
          .call("GET", "/live", null)
          .path("values")
          .properties()
          .forEach(each -> values.put(each.getKey(), each.getValue().asText()));
      return Optional.of(values);
    } catch (Trouble nobody) {
      return Optional.empty();
    }
  }

  private int differences(SettingValues one, SettingValues other, String first, String second) {
    List<Difference> found = Difference.between(one, other);
    if (operator.json()) {
      JsonNode told =
          JSON.createObjectNode()
              .put("one", first)
              .put("other", second)
              .set("differences", JSON.valueToTree(found));
      spec.commandLine().getOut().println(told.toPrettyString());
    } else {
      ConfigText.differences(spec.commandLine().getOut(), found, first, second);
    }
    return found.isEmpty() ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private void printJson(
      Effective found, String where, Profile serves, boolean liveKnown, int exit) {
    ObjectNode told = JSON.createObjectNode();
    told.put("of", where);
    told.put("profile", serves.name().toLowerCase(java.util.Locale.ROOT));
    told.put("liveKnown", liveKnown);
    told.setAll(JSON.<ObjectNode>valueToTree(found));
    told.put("exitCode", exit);
    spec.commandLine().getOut().println(told.toPrettyString());
  }
}
