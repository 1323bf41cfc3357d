package dev.sparkle.task.control;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link TaskHandler} that exists only on nodes whose configuration says {@code true} to a
 * setting. Elsewhere nobody can submit its type, and a task of it waits for a node that has it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OnlyWhere {

  /** The setting, such as {@code sparkle.tasks.drills}. */
  String value();
}
