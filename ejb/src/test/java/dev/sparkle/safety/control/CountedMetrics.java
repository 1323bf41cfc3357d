package dev.sparkle.safety.control;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** A registry that can count and time, and nothing else: MicroProfile has none without a server. */
final class CountedMetrics {

  final Map<String, AtomicLong> counts = new TreeMap<>();
  final Map<String, Duration> times = new TreeMap<>();

  MetricRegistry registry() {
    return proxy(
        MetricRegistry.class,
        (method, arguments) -> {
          String name =
              arguments[0]
                  + Arrays.stream(arguments.length > 1 ? (Tag[]) arguments[1] : new Tag[0])
                      .map(tag -> tag.getTagName() + "=" + tag.getTagValue())
                      .collect(Collectors.joining(",", "{", "}"));
          return switch (method) {
            case "counter" -> counter(counts.computeIfAbsent(name, n -> new AtomicLong()));
            case "timer" -> timer(name);
            default -> throw new AssertionError("nobody should ask for a " + method);
          };
        });
  }

  long count(String name) {
    return counts.getOrDefault(name, new AtomicLong()).get();
  }

  private static Counter counter(AtomicLong count) {
    return proxy(Counter.class, (method, arguments) -> count.incrementAndGet());
  }

  private Timer timer(String name) {
    return proxy(
        Timer.class,
        (method, arguments) -> times.merge(name, (Duration) arguments[0], Duration::plus));
  }

  private interface Answers {
    Object answer(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.answer(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : answer;
            }));
  }
}
