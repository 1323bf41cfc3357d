package dev.sparkle.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

  @Test
  void readsFallbacksInTheirOrder() {
    assertEquals(
        List.of(Settings.Fallback.MATERIAL, Settings.Fallback.EARLIER_ANSWER),
        ModelSettings.fallbacks(" material, earlier-answer,material"));
    assertEquals(List.of(), ModelSettings.fallbacks(""));
  }

  @Test
  void namesAFallbackThatThereIsNot() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> ModelSettings.fallbacks("material,oracle"));
    assertTrue(wrong.getMessage().contains("oracle"), wrong.getMessage());
  }
}
