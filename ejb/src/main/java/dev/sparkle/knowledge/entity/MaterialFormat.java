package dev.sparkle.knowledge.entity;

/** The kinds of document that can be read. */
public enum MaterialFormat {
  TEXT("text/plain"),
  MARKDOWN("text/markdown"),
  HTML("text/html"),
  PDF("application/pdf");

  private final String mediaType;

  MaterialFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The IANA media type, also the name in the database. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The format of a media type.
   *
   * @throws IllegalArgumentException if it is none of those above
   */
  public static MaterialFormat of(String mediaType) {
    for (MaterialFormat format : values()) {
      if (format.mediaType.equals(mediaType)) {
        return format;
      }
    }
    throw new IllegalArgumentException("no material format: " + mediaType);
  }
}
