package dev.sparkle.cli;

import dev.sparkle.cli.ask.AskCommand;
import dev.sparkle.cli.audit.AuditCommand;
import dev.sparkle.cli.backup.BackupCommand;
import dev.sparkle.cli.backup.RestoreCommand;
import dev.sparkle.cli.bench.BenchCommand;
import dev.sparkle.cli.cert.CertCommand;
import dev.sparkle.cli.check.CheckCommand;
import dev.sparkle.cli.config.ConfigCommand;
import dev.sparkle.cli.deploy.DeployCommand;
import dev.sparkle.cli.deploy.RollbackCommand;
import dev.sparkle.cli.drill.DrillCommand;
import dev.sparkle.cli.fakellm.FakeLlmCommand;
import dev.sparkle.cli.front.FrontCommand;
import dev.sparkle.cli.harden.HardenCommand;
import dev.sparkle.cli.ingest.IngestCommand;
import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.DevCommand;
import dev.sparkle.cli.lifecycle.DownCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.lifecycle.StatusCommand;
import dev.sparkle.cli.lifecycle.SuperviseCommand;
import dev.sparkle.cli.lifecycle.TestCommand;
import dev.sparkle.cli.lifecycle.Told;
import dev.sparkle.cli.lifecycle.UpCommand;
import dev.sparkle.cli.logs.LogsCommand;
import dev.sparkle.cli.maintenance.MaintenanceCommand;
import dev.sparkle.cli.models.ModelsCommand;
import dev.sparkle.cli.monitoring.MonitoringCommand;
import dev.sparkle.cli.operator.OperatorCommand;
import dev.sparkle.cli.safety.SafetyCommand;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.cli.tasks.TasksCommand;
import dev.sparkle.cli.tune.TuneCommand;
import dev.sparkle.cli.validate.ValidateCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The operator's command, {@code ./sparkle}. */
@Command(
    name = "sparkle",
    mixinStandardHelpOptions = true,
    versionProvider = Sparkle.Version.class,
    description = "Runs and operates Sparkle. Begin with: ./sparkle up",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      SuperviseCommand.class,
      LogsCommand.class,
      DbCommand.class,
      DevCommand.class,
      TestCommand.class,
      AskCommand.class,
      IngestCommand.class,
      ModelsCommand.class,
      ConfigCommand.class,
      OperatorCommand.class,
      FakeLlmCommand.class,
      TasksCommand.class,
      SafetyCommand.class,
      AuditCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      BenchCommand.class,
      MonitoringCommand.class,
      FrontCommand.class,
      DeployCommand.class,
      RollbackCommand.class,
      DrillCommand.class,
      TuneCommand.class,
      CertCommand.class,
      HardenCommand.class,
      MaintenanceCommand.class,
      ValidateCommand.class,
      CheckCommand.class,
    })
public final class Sparkle implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Version of this checkout. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Sparkle " + Home.version()};
    }
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  public static void main(String[] arguments) {
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line; tests give it other streams. */
  public static CommandLine commandLine() {
    CommandLine command =
        new CommandLine(new Sparkle())
            .setOut(new PrintWriter(System.out, true))
            .setErr(new PrintWriter(System.err, true))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(100);
    command.setExecutionExceptionHandler(
        (problem, where, parsed) -> {
          if (problem instanceof Told told) {
            return told.trouble().exitCode();
          }
          if (problem instanceof Trouble trouble) {
            where.getErr().println("  ✗ " + trouble.getMessage() + "\n    " + trouble.remedy());
            return trouble.exitCode();
          }
          where.getErr().println("  ✗ something unforeseen: " + problem);
          where.getErr().println("    Repeat with SPARKLE_DEBUG=1 and report what it prints.");
          if (System.getenv("SPARKLE_DEBUG") != null) {
            problem.printStackTrace(where.getErr());
          }
          return ExitCode.DEGRADED;
        });
    return command;
  }
}
