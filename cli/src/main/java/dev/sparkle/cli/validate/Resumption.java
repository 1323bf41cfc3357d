package dev.sparkle.cli.validate;

/**
 * A run that goes on with the results of before.
 *
 * @param quick whether it is shortened itself; only then a shortened result will do
 * @param commit what is checked out
 * @param otherCommits whether results of other commits will do; the report names them
 */
record Resumption(boolean quick, String commit, boolean otherCommits) {}
