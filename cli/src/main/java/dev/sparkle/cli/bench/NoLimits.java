package dev.sparkle.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of a node that takes whatever is asked of it: a budget is not what is measured. */
public final class NoLimits {

  /** Variables of a node. */
  public static final Map<String, String> SETTINGS = settings();

  private NoLimits() {}

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("SPARKLE_CHAT_GENERATIONS_PER_ACCOUNT", "1000000");
    for (String payer : List.of("", "ADDRESS_", "GUESTS_", "INSTALLATION_")) {
      settings.put("SPARKLE_QUOTA_" + payer + "REQUESTS_PER_MINUTE", "1000000");
      settings.put("SPARKLE_QUOTA_" + payer + "TOKENS_PER_DAY", "1000000000000");
      settings.put("SPARKLE_QUOTA_" + payer + "CONCURRENT_ANSWERS", "1000000");
    }
    return Map.copyOf(settings);
  }
}
