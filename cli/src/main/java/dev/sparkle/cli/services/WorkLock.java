package dev.sparkle.cli.services;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time, over processes and threads: a lock of the operating system on a file, which ends
 * with the process that holds it, however it ends.
 */
public final class WorkLock implements AutoCloseable {

  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;
  private final FileLock lock;

  private WorkLock(ReentrantLock thread, FileChannel channel, FileLock lock) {
    this.thread = thread;
    this.channel = channel;
    this.lock = lock;
  }

  /** Waits until it is free. */
  public static WorkLock await(Path file) {
    ReentrantLock thread = threadLock(file);
    thread.lock();
    try {
      FileChannel channel = open(file);
      return noted(new WorkLock(thread, channel, channel.lock()));
    } catch (IOException e) {
      thread.unlock();
      throw Trouble.withFile("cannot lock " + file, e);
    }
  }

  /** Empty when another holds it. */
  public static Optional<WorkLock> tryNow(Path file) {
    ReentrantLock thread = threadLock(file);
    if (!thread.tryLock()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = open(file);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(noted(new WorkLock(thread, channel, lock)));
      }
      channel.close();
    } catch (OverlappingFileLockException heldHere) {
      // falls through: another of this process holds it under another name of the file
    } catch (IOException e) {
      thread.unlock();
      throw Trouble.withFile("cannot lock " + file, e);
    }
    thread.unlock();
    return Optional.empty();
  }

  /** Pid of the last holder, for a sentence; it may be gone. */
  public static String holder(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unknown) {
      return "";
    }
  }

  /** Does nothing: says to a reader that the lock is held for what follows. */
  public void hold() {
    if (!lock.isValid()) {
      throw new IllegalStateException("the lock is closed");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Trouble.withFile("cannot release a lock", e);
    } finally {
      thread.unlock();
    }
  }

  private static WorkLock noted(WorkLock taken) throws IOException {
    taken.channel.truncate(0);
    taken.channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
        0);
    return taken;
  }

  private static ReentrantLock threadLock(Path file) {
    return THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
  }

  private static FileChannel open(Path file) throws IOException {
    Folders.make(file.getParent());
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }
}
