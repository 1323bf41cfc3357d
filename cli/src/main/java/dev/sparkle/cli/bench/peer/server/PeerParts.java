package dev.sparkle.cli.bench.peer.server;

import dev.sparkle.task.control.TaskManager;
import dev.sparkle.task.control.TaskQueue;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/**
 * What a measured program consists of.
 *
 * @param manager of short work, on the threads {@code bare}
 * @param bare the threads without the manager
 * @param callers threads for so many callers at a time
 * @param database outside of any transaction
 */
public record PeerParts(
    TaskQueue queue,
    TaskManager manager,
    Executor bare,
    IntFunction<Executor> callers,
    DataSource database) {}
