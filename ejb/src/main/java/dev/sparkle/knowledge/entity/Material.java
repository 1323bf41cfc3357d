package dev.sparkle.knowledge.entity;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A document that somebody gave to Sparkle.
 *
 * @param id its id
 * @param account the owner
 * @param title as given with the upload, else the document's own, else the file's name
 * @param course the course it belongs to; null if none was named
 * @param fileName the file's name without folders
 * @param format what its content was found to be
 * @param byteSize size of the file, in bytes
 * @param audience who may find it
 * @param status how far it has come
 * @param chunks how many pieces can be found; 0 until it is ready
 * @param flagged how many of them had something taken out before a model may see them
 * @param progress of taking it in, 0 to 1
 * @param language tag of the language that most of it is written in; null until it is ready
 * @param failure why it cannot be used; null unless it failed
 * @param task that takes it in, or took it in; null for one of before there were tasks
 * @param createdAt when it was accepted
 * @param updatedAt when its row last changed
 */
public record Material(
    UUID id,
    UUID account,
    String title,
    String course,
    String fileName,
    MaterialFormat format,
    long byteSize,
    Audience audience,
    MaterialStatus status,
    int chunks,
    int flagged,
    double progress,
    String language,
    Failure failure,
    UUID task,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Why a material cannot be used.
   *
   * @param code stable code, as of {@link Reading.Unreadable}
   * @param message a sentence for the person who uploaded it
   */
  public record Failure(String code, String message) {
    public Failure {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(message, "message");
    }
  }

  public Material {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(status, "status");
    if (progress < 0 || progress > 1) {
      throw new IllegalArgumentException("progress is 0 to 1, not " + progress);
    }
  }
}
