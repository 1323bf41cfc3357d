package dev.sparkle.safety.control.input;

import java.util.List;

/** Tells what rules find; the rule book does. */
@FunctionalInterface
public interface RuleMatcher {

  /** The rules that find something in a view, each once. */
  List<RuleHit> match(View view, Where where);
}
