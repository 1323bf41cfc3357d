package dev.sparkle.cli.ask;

import dev.sparkle.cli.client.ApiProblem;
import dev.sparkle.cli.client.ChatConnection;
import dev.sparkle.cli.client.ChatEvent;
import dev.sparkle.cli.client.ClientOptions;
import dev.sparkle.cli.client.ProtocolException;
import dev.sparkle.cli.client.Question;
import dev.sparkle.cli.client.ServerUnreachable;
import dev.sparkle.cli.services.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./sparkle ask}: asks the tutor and prints the answer as it comes. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Asks the tutor and prints the answer as it comes, with its references.%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:refused, stopped or broken; the sentence says why",
      "2:wrong usage",
      "3:the server does not answer"
    })
public final class AskCommand implements Callable<Integer> {

  private static final Duration SILENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions client = new ClientOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "QUESTION",
      description = "The question, quoted or not; - reads it from standard input")
  private List<String> words = List.of();

  @Option(
      names = "--material",
      paramLabel = "ID",
      description = "Look only in this material; may be given several times")
  private List<String> materials = new ArrayList<>();

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "Language of the answer: en, zh. Default: the server's choice")
  private String language;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "explain, hint or quiz. Default: the server's choice")
  private String mode;

  @ArgGroup private Where where = new Where();

  @Option(names = "--json", description = "One JSON object at the end instead of text")
  private boolean json;

  /** Where the question belongs. */
  static final class Where {
    @Option(names = "--new", description = "Begin a new conversation")
    private boolean fresh;

    @Option(
        names = "--conversation",
        paramLabel = "ID",
        description = "Go on in this one. Default: the last one asked in from here")
    private String conversation;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    String text = text();
    if (text.isBlank()) {
      err.println("Ask something: ./sparkle ask \"Why do plants need light?\"");
      return 2;
    }
    try (ChatConnection chat = client.client().connect()) {
      return ask(chat, new Question(text, null, language, materials, mode));
    } catch (ServerUnreachable away) {
      err.println(away.getMessage());
      return ExitCode.NOT_RUNNING;
    } catch (ApiProblem problem) {
      err.println(problem.getMessage() + " (" + problem.code() + ")");
      return 1;
    } catch (ProtocolException broken) {
      err.println("The server sent " + broken.getMessage() + ". Is it the same version?");
      return 1;
    } catch (IllegalArgumentException wrong) {
      err.println(wrong.getMessage());
      return 2;
    }
  }

  private String text() throws IOException {
    return words.equals(List.of("-"))
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip()
        : String.join(" ", words);
  }

  private int ask(ChatConnection chat, Question question) {
    Optional<String> remembered = remembered();
    String conversation = where.conversation != null ? where.conversation : remembered.orElse(null);
    Answer answer = answer(chat, question.in(conversation));
    if (answer.refusedFrame() && remembered.isPresent()) {
      answer = answer(chat, question.in(null));
    }
    if (client.token() == null && answer.conversationId() != null) {
      client.sessions().saveConversation(answer.conversationId());
    }
    return answer.finish();
  }

  private Optional<String> remembered() {
    boolean wanted = !where.fresh && where.conversation == null && client.token() == null;
    return wanted ? client.sessions().conversation() : Optional.empty();
  }

  private Answer answer(ChatConnection chat, Question question) {
    Answer answer = new Answer(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    Thread stop = new Thread(() -> stop(chat, answer), "ask-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    answer.asked(chat.send(question));
    boolean goesOn = true;
    while (goesOn) {
      Optional<ChatEvent> event = chat.next(SILENCE);
      goesOn = event.isPresent() && answer.take(event.get());
    }
    Runtime.getRuntime().removeShutdownHook(stop);
    return answer;
  }

  /** Ctrl-C: the answer is not wanted any more, so it shall cost nothing more. */
  private static void stop(ChatConnection chat, Answer answer) {
    if (answer.generationId() != null) {
      chat.stop(answer.generationId());
    }
    chat.close();
  }
}
