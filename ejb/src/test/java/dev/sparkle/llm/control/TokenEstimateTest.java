package dev.sparkle.llm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenEstimateTest {

  @Test
  void countsFourLettersOrOneChineseCharacterAsAToken() {
    assertEquals(0, TokenEstimate.of(""));
    assertEquals(1, TokenEstimate.of("abc"));
    assertEquals(3, TokenEstimate.of("plants need"));
    assertEquals(4, TokenEstimate.of("光合作用"));
    assertEquals(3, TokenEstimate.of("光合DNA"));
  }
}
