package dev.sparkle.task.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the component's classes, which know no container, together in one. */
@ApplicationScoped
public class TaskBeans {

  @Produces
  @Singleton
  public TaskQueue queue() {
    return new TaskQueue();
  }

  @Produces
  @Singleton
  public Tasks tasks() {
    return new Tasks();
  }

  @Produces
  @Singleton
  public Queues queues() {
    return new Queues();
  }

  @Produces
  @Singleton
  public Schedules schedules() {
    return new Schedules();
  }

  @Produces
  @Singleton
  public TaskManager manager() {
    return new TaskManager();
  }
}
