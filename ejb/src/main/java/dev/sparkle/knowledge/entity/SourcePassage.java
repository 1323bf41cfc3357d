package dev.sparkle.knowledge.entity;

/**
 * A part of a material, to be read.
 *
 * @param ordinal its place, from 0
 * @param heading of its section; empty where there is none
 * @param page page in the source, from 1; null where the source has no pages
 */
public record SourcePassage(int ordinal, String heading, Integer page, String text) {}
