package dev.sparkle.llm.entity;

import java.util.Objects;

/**
 * Where an answer's words come from; told once, before the first of them.
 *
 * @param kind who speaks
 * @param provider the configured name of the model that speaks; empty if none does
 * @param model the model's name at its server; empty likewise
 * @param note a sentence for the learner: that it is not the usual model, or that the words rest on
 *     no material; empty if there is nothing to say
 */
public record Origin(Kind kind, String provider, String model, String note) {

  /** Who speaks, in the order in which they are asked. */
  public enum Kind {
    /** The model that is asked first. */
    MODEL("model"),
    /** Another configured model, because the ones before did not answer. */
    OTHER_MODEL("otherModel"),
    /** An earlier answer to the same learner. */
    EARLIER_ANSWER("earlierAnswer"),
    /** The material's own sentences. */
    MATERIAL("material"),
    /** Nobody: an apology. */
    APOLOGY("apology");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The name on the wire and in metrics. */
    public String wireName() {
      return wireName;
    }
  }

  public Origin {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(note, "note");
  }

  /** Whether a model says it now, so that its words are new. */
  public boolean fresh() {
    return kind == Kind.MODEL || kind == Kind.OTHER_MODEL;
  }
}
