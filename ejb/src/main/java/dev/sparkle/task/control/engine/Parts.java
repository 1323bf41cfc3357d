package dev.sparkle.task.control.engine;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;

/**
 * What the queue is made of, in a container or without one.
 *
 * @param database outside of any transaction manager: connections come in autocommit mode
 * @param loops threads that are kept: the dispatcher, the listener, and commits; six suffice
 * @param workers threads that run handlers
 * @param timers beats and watches; they must not wait for other work
 */
public record Parts(
    DataSource database,
    Executor loops,
    Executor workers,
    ScheduledExecutorService timers,
    Handlers handlers,
    TaskObserver observer,
    Tracing tracing,
    Clock clock) {}
