package dev.sparkle.cli.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backup tells of itself.
 *
 * @param format of the backup; a program refuses one that it does not know
 * @param id name of the backup and of its folder
 * @param takenAt the moment of the database's snapshot
 * @param sparkle version that took it
 * @param schema number of the last migration that was applied; 0: none
 * @param postgres version of the server
 * @param pgvector version of the extension
 * @param redis version of the server; empty if it has no snapshot
 * @param database whose it is, without a password
 * @param identity tells that database from every other one, whatever its address: the system
 *     identifier of its server and its name; of a backup that does not tell it, the address
 * @param encryption null if it is readable by whoever has the files
 * @param parts its files
 * @param tables what the database held
 * @param settings names of the variables that the nodes were started with; their values are not in
 *     here
 * @param seconds that it took
 */
public record Manifest(
    int format,
    String id,
    Instant takenAt,
    String sparkle,
    int schema,
    String postgres,
    String pgvector,
    String redis,
    String database,
    String identity,
    Encryption encryption,
    List<Part> parts,
    List<Table> tables,
    List<String> settings,
    double seconds) {

  /** What this program writes and reads. */
  public static final int FORMAT = 1;

  /** The database's part. */
  static final String DATABASE = "database.dump";

  /** Redis' part. */
  static final String REDIS = "redis.rdb";

  /** Keys, certificates and settings. */
  static final String FILES = "files.zip";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Manifest {
    identity = identity == null ? database : identity;
    parts = List.copyOf(parts);
    tables = List.copyOf(tables);
    settings = List.copyOf(settings);
    if (id.isBlank() || id.contains("/") || schema < 0) {
      throw new IllegalArgumentException("no manifest: " + id);
    }
  }

  /**
   * A file of the backup.
   *
   * @param bytes as it lies there, encrypted or not
   * @param sha256 of those bytes, in hexadecimal digits
   */
  public record Part(String name, long bytes, String sha256) {
    public Part {
      if (!name.matches("[a-z][a-z0-9.-]*") || bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("no part: " + name);
      }
    }
  }

  /**
   * A table as it was.
   *
   * @param digest the sum of the hashes of its rows, whatever their order
   */
  public record Table(String name, long rows, String digest) {}

  /**
   * How it was encrypted.
   *
   * @param cipher for a person; the format's number decides
   * @param salt of the key that is made from the passphrase, in hexadecimal digits
   * @param rounds of PBKDF2 with HMAC-SHA-256
   */
  public record Encryption(String cipher, String salt, int rounds) {}

  /** As JSON. */
  public String text() {
    return json(this) + "\n";
  }

  /** Any value as JSON, in the same way. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IOException when it is no manifest
   */
  public static Manifest parse(String text) throws IOException {
    try {
      return JSON.readValue(text, Manifest.class);
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IOException("it is no manifest", e);
    }
  }

  boolean encrypted() {
    return encryption != null;
  }

  /** A part by its name; empty if the backup has none. */
  Optional<Part> part(String name) {
    return parts.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Bytes of all parts. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** Rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }
}
