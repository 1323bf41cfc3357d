package dev.sparkle.llm.entity;

import java.util.Optional;

/**
 * A configured model as this node sees it.
 *
 * @param name configured name
 * @param model its name at its server
 * @param host its server
 * @param circuit its breaker on this node
 * @param streams answers running on this node, or waited for
 * @param switchedOff if it is switched off by itself
 */
public record ModelStatus(
    String name,
    String model,
    String host,
    CircuitState circuit,
    int streams,
    Optional<SwitchedOff> switchedOff) {}
