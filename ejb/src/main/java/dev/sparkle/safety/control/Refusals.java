package dev.sparkle.safety.control;

import dev.sparkle.safety.entity.Concern;
import dev.sparkle.safety.entity.Layer;
import java.text.MessageFormat;
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

  /** Too many calls; there is room again after so many seconds. */
  public static String tooMany(String language, long seconds) {
    Locale locale = Locale.forLanguageTag(language);
    String sentence = bundle(language).getString("quota.requests_per_minute");
    return new MessageFormat(sentence, locale).format(new Object[] {Math.max(1, seconds)});
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
