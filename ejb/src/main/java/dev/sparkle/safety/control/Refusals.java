package dev.sparkle.safety.control;

import dev.sparkle.quota.entity.Decision.Refused;
import dev.sparkle.quota.entity.Scope;
import dev.sparkle.safety.entity.Concern;
import dev.sparkle.safety.entity.Layer;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The sentences that a learner reads when a layer ends an answer, in his language. */
public final class Refusals {

  private static final String BUNDLE = "safety.refusals";

  private static final ResourceBundle.Control NO_DEFAULT_LOCALE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Refusals() {}

  /**
   * Why a layer ended an answer.
   *
   * @param language BCP 47 tag; English if there are no sentences in it
   * @param reason the stable code; an unknown one gets the layer's general sentence
   */
  public static String sentence(String language, Layer layer, String reason) {
    ResourceBundle sentences = bundle(language);
    String key = layer.code() + "." + reason;
    return sentences.getString(sentences.containsKey(key) ? key : layer.code() + ".other");
  }

  /** A budget is used up; when there is room again. */
  public static String used(String language, Refused refused) {
    ResourceBundle sentences = bundle(language);
    String key = Layer.QUOTA.code() + "." + refused.limit().code();
    String shared = key + ".shared";
    boolean own = refused.whose().kind() == Scope.Kind.ACCOUNT || !sentences.containsKey(shared);
    return format(
        language,
        sentences.getString(own ? key : shared),
        wait(language, Duration.between(refused.at(), refused.resetsAt())));
  }

  /** A time in words: nobody knows the learner's zone, so it is told from now. */
  private static String wait(String language, Duration time) {
    long seconds = Math.max(1, time.plusMillis(999).toSeconds());
    if (seconds < 120) {
      return format(language, bundle(language).getString("quota.in.seconds"), seconds);
    }
    long minutes = (seconds + 59) / 60;
    if (minutes < 120) {
      return format(language, bundle(language).getString("quota.in.minutes"), minutes);
    }
    long hours = (minutes + 59) / 60;
    return hours < 48
        ? format(language, bundle(language).getString("quota.in.hours"), hours)
        : format(language, bundle(language).getString("quota.in.days"), (hours + 23) / 24);
  }

  private static String format(String language, String sentence, Object value) {
    return new MessageFormat(sentence, Locale.forLanguageTag(language))
        .format(new Object[] {value});
  }

  /**
   * What a learner reads whose words tell of danger.
   *
   * @param contact where to find help; empty: it is not told
   */
  public static String concern(String language, Concern concern, Optional<String> contact) {
    ResourceBundle sentences = bundle(language);
    Locale locale = Locale.forLanguageTag(language);
    String where =
        contact
            .map(
                line ->
                    new MessageFormat(sentences.getString("monitor.contact"), locale)
                        .format(new Object[] {line}))
            .orElse("");
    String sentence = sentences.getString("monitor." + concern.code());
    return new MessageFormat(sentence, locale).format(new Object[] {where});
  }

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle(BUNDLE, Locale.forLanguageTag(language), NO_DEFAULT_LOCALE);
  }
}
