package dev.sparkle.safety.control;

import dev.sparkle.llm.control.AnswerEra;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.FromSettings;
import dev.sparkle.platform.control.Settings;
import dev.sparkle.safety.control.concern.ConcernBook;
import dev.sparkle.safety.control.input.InputJudge;
import dev.sparkle.safety.control.input.InputPolicies;
import dev.sparkle.safety.control.input.LanguageClassifiers;
import dev.sparkle.safety.control.input.NgramClassifier;
import dev.sparkle.safety.control.input.OnnxSequenceClassifier;
import dev.sparkle.safety.control.input.RuleBook;
import dev.sparkle.safety.control.input.ShippedModels;
import dev.sparkle.safety.control.input.TextClassifier;
import dev.sparkle.safety.control.input.Views;
import dev.sparkle.safety.control.output.OutputPolicy;
import dev.sparkle.safety.entity.InputPolicy;
import dev.sparkle.safety.entity.InputPolicy.Harm;
import dev.sparkle.safety.entity.InputPolicy.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class SafetyBeans {

  /**
   * The policies of layer 1, as the settings in force have them.
   *
   * @throws IllegalArgumentException that names the setting that cannot be read
   */
  @Produces
  @Singleton
  public InputPolicies policies(CurrentSettings settings) {
    return InputPolicies.following(
        new FromSettings<>(
            settings, now -> policies(now.safety(), now.chat().maxQuestionCharacters())));
  }

  static InputPolicies policies(Settings.Safety safety, int maxCharacters) {
    InputPolicy usual =
        new InputPolicy(
            choice("sparkle.safety.input.mode", safety.inputMode(), Mode.class),
            safety.inputThreshold(),
            choice("sparkle.safety.input.harm", safety.harm(), Harm.class),
            safety.harmThreshold(),
            safety.disabledRules().map(SafetyBeans::ids).orElse(Set.of()),
            List.of(),
            maxCharacters);
    try {
      return InputPolicies.parse(safety.courses().orElse(""), usual);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sparkle.safety.courses: " + e.getMessage(), e);
    }
  }

  /**
   * The judge of layer 1. Takes about two seconds, of which the encoders take most.
   *
   * @throws IllegalArgumentException if the operator's own model cannot be used
   */
  @Produces
  @Singleton
  public InputJudge judge(CurrentSettings settings) {
    Settings.Safety safety = settings.get().safety();
    List<TextClassifier> deep = new ArrayList<>();
    if (safety.encoders()) {
      deep.add(LanguageClassifiers.shipped());
    }
    safety.model().ifPresent(folder -> deep.add(OnnxSequenceClassifier.load(Path.of(folder))));
    RuleBook rules = RuleBook.shipped();
    return new InputJudge(Views::of, rules::match, NgramClassifier.shipped(), deep);
  }

  /**
   * What layer 4 does with what it finds, as the settings in force have it.
   *
   * @throws IllegalArgumentException that names what cannot be read
   */
  @Produces
  @Singleton
  public Supplier<OutputPolicy> outputPolicy(CurrentSettings settings) {
    return new FromSettings<>(settings, now -> outputPolicy(now.safety()));
  }

  static OutputPolicy outputPolicy(Settings.Safety safety) {
    try {
      return OutputPolicy.parse(safety.outputPolicy().orElse(""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sparkle.safety.output.policy: " + e.getMessage(), e);
    }
  }

  /** Knows the words that tell of danger. */
  @Produces
  @Singleton
  public ConcernBook concerns() {
    return ConcernBook.shipped();
  }

  /** What that judge goes by. */
  @Produces
  @Singleton
  public JudgedBy judgedBy(CurrentSettings settings) {
    Settings.Safety safety = settings.get().safety();
    String own = safety.model().orElse("") + safety.encoders();
    return new JudgedBy(ShippedModels.fingerprint() + "-" + Integer.toHexString(own.hashCode()));
  }

  /** What kept answers have passed; nothing may be kept while layer 4 does not enforce. */
  @Produces
  @Singleton
  public Supplier<AnswerEra> answerEra(CurrentSettings settings, JudgedBy judge) {
    return new FromSettings<>(settings, now -> answerEra(now.safety(), judge));
  }

  private static AnswerEra answerEra(Settings.Safety safety, JudgedBy judge) {
    Mode output = choice("sparkle.safety.output.mode", safety.outputMode(), Mode.class);
    // a record's text holds every setting of it
    return new AnswerEra(output == Mode.ENFORCE ? judge.fingerprint() + safety : "");
  }

  private static Set<String> ids(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  static <E extends Enum<E>> E choice(String setting, String value, Class<E> type) {
    try {
      return Enum.valueOf(type, value.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String choices =
          Arrays.stream(type.getEnumConstants())
              .map(each -> each.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          setting + " is \"" + value + "\"; it is one of " + choices, e);
    }
  }
}
