package dev.sparkle.chat.control;

/**
 * An event as it goes over the wire, written once for all who follow.
 *
 * @param seq from 1, without a gap
 * @param json the whole frame
 * @param terminal whether nothing follows
 */
public record Published(long seq, String json, boolean terminal) {}
