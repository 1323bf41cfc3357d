package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.Handlers;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Finds the handlers among the beans, by {@link Handles}; makes each when its first task comes. */
final class HandlerBeans {

  private HandlerBeans() {}

  /**
   * The handlers of the application.
   *
   * @throws IllegalStateException if two beans handle the same type
   */
  static Handlers find(BeanManager beans) {
    Map<String, Supplier<TaskHandler<?, ?>>> sources = new HashMap<>();
    for (Bean<?> bean : beans.getBeans(TaskHandler.class, Any.Literal.INSTANCE)) {
      bean.getQualifiers().stream()
          .filter(Handles.class::isInstance)
          .map(qualifier -> ((Handles) qualifier).value())
          .forEach(
              type -> {
                if (sources.put(type, () -> reference(beans, bean)) != null) {
                  throw new IllegalStateException("two beans handle tasks of type " + type);
                }
              });
    }
    return new Handlers(sources);
  }

  private static TaskHandler<?, ?> reference(BeanManager beans, Bean<?> bean) {
    CreationalContext<?> context = beans.createCreationalContext(bean);
    return (TaskHandler<?, ?>) beans.getReference(bean, TaskHandler.class, context);
  }
}
