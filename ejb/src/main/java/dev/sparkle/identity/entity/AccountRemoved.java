package dev.sparkle.identity.entity;

import java.util.UUID;

/**
 * An account is being removed, in the transaction that removes its row: what refers to it goes by
 * itself, and whoever keeps something of it without a reference removes that now.
 */
public record AccountRemoved(UUID account) {}
