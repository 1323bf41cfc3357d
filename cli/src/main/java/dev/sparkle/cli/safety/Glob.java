package dev.sparkle.cli.safety;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names of sources with {@code *} for anything, also a slash. */
public final class Glob {

  private Glob() {}

  /** True for a name that fits one of the globs. */
  public static Predicate<String> anyOf(Collection<String> globs) {
    return globs.stream()
        .map(
            glob -> Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")))
        .map(pattern -> Pattern.compile(pattern).asMatchPredicate())
        .reduce(name -> false, Predicate::or);
  }
}
