package dev.sparkle.cli.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sparkle.audit.control.AuditReading;
import dev.sparkle.audit.control.Verification;
import dev.sparkle.audit.control.Verification.ChainReport;
import dev.sparkle.audit.entity.Head;
import dev.sparkle.cli.lifecycle.DbCommand;
import dev.sparkle.cli.lifecycle.Home;
import dev.sparkle.cli.services.Database;
import dev.sparkle.cli.services.DatabaseAddress;
import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sparkle audit verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Computes every hash of every node's chain anew, compares the anchors that the chains hold of"
          + " each other, and names the first record of each chain that is not as it was written.",
      "It prints the chains' heads. Keep one elsewhere, on paper if you like, and give it back with"
          + " --head later: it also finds what somebody wrote anew who may write everything.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every record is as it was written",
      "1:a record was changed or is missing",
      "2:wrong usage, or a file that cannot be read",
      "3:Sparkle's database does not run",
      "7:the database cannot be used"
    })
public final class AuditVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Verify lines that audit list --json --all wrote, instead of the database")
  private Path file;

  @Option(
      names = "--head",
      paramLabel = "CHAIN:SEQ:HASH",
      description = "A head that was kept elsewhere; may be given several times")
  private List<String> heads = new ArrayList<>();

  @Option(names = "--json", description = "One JSON object instead of text")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Verification found = found(kept());
    long millis = (System.nanoTime() - start) / 1_000_000;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(object(found, millis)));
    } else {
      print(out, found, millis);
    }
    out.flush();
    return found.whole() ? ExitCode.OK : ExitCode.DEGRADED;
  }

  private List<Head> kept() {
    try {
      return heads.stream().map(Head::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Verification found(List<Head> kept) throws IOException {
    if (file != null) {
      try {
        return AuditLines.verify(file, kept);
      } catch (IllegalArgumentException e) {
        throw new Trouble(
            ExitCode.USAGE,
            file + ": " + e.getMessage() + ".",
            "Use a file that ./sparkle audit list --json --all wrote.",
            e);
      } catch (NoSuchFileException e) {
        throw new Trouble(ExitCode.USAGE, "there is no file " + file + ".", "Check the name.", e);
      }
    }
    return Asking.the(
        DbCommand.address(Home.here()), connection -> new AuditReading().verify(connection, kept));
  }

  private static void print(PrintWriter out, Verification found, long millis) {
    for (ChainReport chain : found.chains()) {
      out.printf(
          Locale.ROOT,
          "  %s %-20s %,9d records   %s%s%s%n",
          chain.broken() == null ? "✓" : "✗",
          chain.chain(),
          chain.head().seq(),
          chain.first() == null ? "" : chain.first() + " to " + chain.last(),
          chain.crashes() == 0 ? "" : "   ended " + chain.crashes() + " times without a goodbye",
          chain.lost() == 0 ? "" : "   " + chain.lost() + " lost");
      if (chain.broken() == null) {
        out.println("    head " + chain.head());
      } else {
        out.println("    " + chain.broken().what().code() + ": " + chain.broken().sentence() + ".");
      }
    }
    out.printf(
        Locale.ROOT,
        "%n%s: %,d records of %d chains hold, seen in %,d ms.%n",
        found.whole() ? "Whole" : "Broken",
        found.records(),
        found.chains().size(),
        millis);
  }

  private static Map<String, Object> object(Verification found, long millis) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("whole", found.whole());
    object.put("records", found.records());
    object.put("millis", millis);
    object.put("chains", found.chains().stream().map(AuditVerifyCommand::chain).toList());
    return object;
  }

  private static Map<String, Object> chain(ChainReport chain) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("chain", chain.chain());
    object.put("records", chain.head().seq());
    object.put("head", chain.head().toString());
    if (chain.first() != null) {
      object.put("first", chain.first().toString());
      object.put("last", chain.last().toString());
    }
    object.put("crashes", chain.crashes());
    object.put("lost", chain.lost());
    if (chain.broken() != null) {
      object.put(
          "firstBroken",
          Map.of(
              "seq",
              chain.broken().seq(),
              "what",
              chain.broken().what().code(),
              "sentence",
              chain.broken().sentence()));
    }
    return object;
  }

  /** Asks a database, and tells trouble with it as the other commands do. */
  static final class Asking {

    interface Question<T> {
      T of(Connection connection) throws SQLException, IOException;
    }

    private Asking() {}

    static <T> T the(DatabaseAddress address, Question<T> question) throws IOException {
      try (Connection connection = Database.connect(address)) {
        return question.of(connection);
      } catch (SQLException e) {
        if ("42P01".equals(e.getSQLState())) {
          throw new Trouble(
              ExitCode.SERVICE,
              "the database at " + address.place() + " has no audit record.",
              "A node of this version makes it when it starts: ./sparkle up",
              e);
        }
        throw new Trouble(
            ExitCode.SERVICE,
            "PostgreSQL at " + address.place() + " said: " + e.getMessage() + ".",
            "See ./sparkle status.",
            e);
      }
    }
  }
}
