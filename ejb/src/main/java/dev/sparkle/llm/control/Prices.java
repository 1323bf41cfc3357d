package dev.sparkle.llm.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The prices of models, as configured: {@code small=150000/600000,*=2500000/10000000}. */
public final class Prices {

  /** All models that have no price of their own. */
  private static final String OTHERS = "*";

  private static final Pattern ENTRY =
      Pattern.compile("\\s*(\\S+?)\\s*=\\s*(\\d{1,10})/(\\d{1,10})\\s*");

  private final Map<String, Price> byModel;

  private Prices(Map<String, Price> byModel) {
    this.byModel = byModel;
  }

  /**
   * Reads them.
   *
   * @param text entries between commas; empty: nothing costs anything
   * @throws IllegalArgumentException if an entry is none; the message names the setting and it
   */
  public static Prices of(Optional<String> text) {
    Map<String, Price> prices = new HashMap<>();
    for (String entry : text.map(all -> all.split(",")).orElse(new String[0])) {
      Matcher parts = ENTRY.matcher(entry);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "sparkle.quota.prices has \""
                + entry
                + "\"; write model=input/output, as in"
                + " small=150000/600000");
      }
      prices.put(
          parts.group(1),
          new Price(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))));
    }
    return new Prices(prices);
  }

  /** The price of a model. */
  public Price of(String model) {
    return byModel.getOrDefault(model, byModel.getOrDefault(OTHERS, Price.FREE));
  }

  /** No model costs more. */
  public Price highest() {
    return byModel.values().stream().reduce(Price.FREE, Price::or);
  }
}
