package dev.sparkle.knowledge.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An embedding model for each language, since the small models know one language each (figures:
 * docs/retrieval.md). A text goes to the model of its language, and questions are compared with
 * texts of the same model only.
 */
public final class Embedders {

  private final Map<String, Embedder> byLanguage;
  private final Embedder fallback;

  /**
   * @param byLanguage the model of each language, by its tag
   * @param fallback for texts in other languages
   */
  public Embedders(Map<String, Embedder> byLanguage, Embedder fallback) {
    this.byLanguage = new LinkedHashMap<>(byLanguage);
    this.fallback = fallback;
  }

  /** The default: a Chinese model for Chinese, an English one for everything else. */
  public static Embedders local() {
    return new Embedders(
        Map.of("zh", new OnnxEmbedder(LocalModel.BGE_SMALL_ZH)),
        new OnnxEmbedder(LocalModel.MINILM));
  }

  /** One model for all languages. */
  public static Embedders only(Embedder embedder) {
    return new Embedders(Map.of(), embedder);
  }

  /** The model for a text. */
  public Embedder forText(String text) {
    return byLanguage.getOrDefault(Cjk.language(text), fallback);
  }

  /** Every model once. */
  public List<Embedder> all() {
    Map<String, Embedder> all = new LinkedHashMap<>();
    all.put(fallback.model(), fallback);
    byLanguage.values().forEach(each -> all.put(each.model(), each));
    return List.copyOf(all.values());
  }
}
