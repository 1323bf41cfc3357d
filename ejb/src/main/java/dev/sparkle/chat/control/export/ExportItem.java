package dev.sparkle.chat.control.export;

import java.io.Serializable;
import java.util.UUID;

/**
 * Something that goes into an export; in this order, so that one is also a place to go on from.
 *
 * @param id of the account, the conversation or the material
 */
public record ExportItem(Kind kind, UUID id) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What it is. */
  public enum Kind {
    ACCOUNT,
    CONVERSATION,
    MATERIAL
  }
}
