package dev.sparkle.task.control;

import dev.sparkle.task.control.engine.Handlers;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** Finds the handlers among the beans, by {@link Handles}; makes each when its first task comes. */
final class HandlerBeans {

  private static final Type ANY_HANDLER = new TypeLiteral<TaskHandler<?, ?>>() {}.getType();

  private HandlerBeans() {}

  /**
   * The handlers of the application that exist on this node.
   *
   * @throws IllegalStateException if two beans handle the same type
   */
  static Handlers find(BeanManager beans) {
    Map<String, Supplier<TaskHandler<?, ?>>> sources = new HashMap<>();
    // not the raw class: CDI takes that for TaskHandler<Object, Object>
    for (Bean<?> bean : beans.getBeans(ANY_HANDLER, Any.Literal.INSTANCE)) {
      if (!isWanted(bean.getBeanClass())) {
        continue;
      }
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

  private static boolean isWanted(Class<?> handler) {
    OnlyWhere where = handler.getAnnotation(OnlyWhere.class);
    return where == null
        || ConfigProvider.getConfig().getOptionalValue(where.value(), Boolean.class).orElse(false);
  }

  private static TaskHandler<?, ?> reference(BeanManager beans, Bean<?> bean) {
    Type type =
        bean.getTypes().stream()
            .filter(HandlerBeans::isHandler)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(bean + " is no TaskHandler"));
    return (TaskHandler<?, ?>) beans.getReference(bean, type, beans.createCreationalContext(bean));
  }

  private static boolean isHandler(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == TaskHandler.class;
  }
}
