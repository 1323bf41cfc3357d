package dev.sparkle.cli.audit;

import dev.sparkle.audit.control.AuditFilter;
import dev.sparkle.audit.control.AuditReading;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.Severity;
import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ./sparkle audit list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows audit records, the latest first. Accounts appear by their pseudonym, and nothing that"
          + " anybody wrote appears at all.",
      "--json writes a line for each record, as audit verify --file reads them.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown",
      "2:wrong usage",
      "3:Sparkle's database does not run",
      "7:the database cannot be used"
    })
public final class AuditListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--limit", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}")
  private long limit;

  @Option(names = "--all", description = "Without a limit")
  private boolean all;

  @Option(names = "--chain", paramLabel = "NODE", description = "Only of that node")
  private String chain;

  @Option(names = "--kind", description = "Only: ${COMPLETION-CANDIDATES}")
  private AuditKind kind;

  @Option(names = "--severity", description = "Only: ${COMPLETION-CANDIDATES}")
  private Severity severity;

  @Option(names = "--account", paramLabel = "PSEUDONYM", description = "Only of that account")
  private String account;

  @Option(names = "--generation", paramLabel = "ID", description = "Only of that answer")
  private UUID generation;

  @Option(names = "--layer", description = "Only of that layer, e.g. input")
  private String layer;

  @Option(names = "--decision", description = "Only with that decision, e.g. blocked")
  private String decision;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Only from then on: 2026-11-25T12:00:00Z, or 2h for two hours ago")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Only before then")
  private Instant until;

  @Option(names = "--json", description = "Lines of JSON")
  private boolean json;

  /** A moment, or how long ago it was. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return value.matches("\\d+[smhd]")
            ? Instant.now()
                .minus(
                    Duration.parse(
                        (value.endsWith("d") ? "P" : "PT")
                            + value.toUpperCase(java.util.Locale.ROOT)))
            : Instant.parse(value);
      } catch (DateTimeException e) {
        throw new TypeConversionException("write 2026-11-25T12:00:00Z, or 2h: " + value);
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    AuditFilter filter =
        AuditFilter.all()
            .chain(chain)
            .kind(kind)
            .severity(severity)
            .account(account)
            .generation(generation)
            .layer(layer)
            .decision(decision)
            .since(since)
            .until(until);
    PrintWriter out = spec.commandLine().getOut();
    AuditVerifyCommand.Asking.the(
        DbCommand.address(Home.here()),
        connection -> {
          connection.setAutoCommit(false); // else all rows are fetched at once
          new AuditReading()
              .each(
                  connection,
                  filter,
                  all ? Long.MAX_VALUE : limit,
                  record -> out.println(json ? AuditLines.line(record) : text(record)));
          connection.rollback();
          return null;
        });
    out.flush();
    return ExitCode.OK;
  }

  private static String text(AuditRecord record) {
    AuditEvent event = record.event();
    return Stream.of(
            record.at().toString(),
            record.chain() + ":" + record.seq(),
            event.severity().code(),
            event.kind().code(),
            event.layer(),
            event.decision(),
            event.reason(),
            event.score() == null ? null : "score " + event.score() / 1000.0,
            event.rules().isEmpty() ? null : String.join(",", event.rules()),
            event.object(),
            event.account() == null ? null : "account " + event.account(),
            event.generation() == null ? null : "generation " + event.generation(),
            record.anchor() == null ? null : record.anchor().toString())
        .filter(Objects::nonNull)
        .collect(Collectors.joining("  "));
  }
}
