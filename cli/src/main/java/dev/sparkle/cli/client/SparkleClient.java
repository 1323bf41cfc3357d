package dev.sparkle.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A client of one server on behalf of one account, over the public interfaces only. Thread-safe.
 * Calls throw {@link ApiProblem} when the server says no and {@link ServerUnreachable} when nobody
 * answers; after a 401 the sign-in is renewed once.
 */
public final class SparkleClient {

  private final Rest rest;
  private final Credentials credentials;

  SparkleClient(Rest rest, Credentials credentials) {
    this.rest = rest;
    this.credentials = credentials;
  }

  /** With a token that was given. */
  public static SparkleClient withToken(URI server, String token) {
    return new SparkleClient(new Rest(bare(server)), Credentials.ofToken(token));
  }

  /** With the stored session, or as a new guest. */
  public static SparkleClient withSession(URI server, SessionStore store, Clock clock) {
    Rest rest = new Rest(bare(server));
    return new SparkleClient(rest, new KeptSession(rest, store, clock));
  }

  /** As a new guest that is forgotten with the process. */
  public static SparkleClient asGuest(URI server) {
    return withSession(server, SessionStore.inMemory(null), Clock.systemUTC());
  }

  /** With a session from {@link SignIn}. */
  public static SparkleClient as(Session session) {
    return withSession(
        URI.create(session.server()), SessionStore.inMemory(session), Clock.systemUTC());
  }

  /** The server's address, without a slash at the end. */
  public URI server() {
    return rest.server();
  }

  /** A single-use ticket that opens a socket. */
  public String ticket() {
    JsonNode json = call("POST", "chat/tickets", null);
    if (!json.path("ticket").isTextual()) {
      throw new ProtocolException("no ticket in the answer");
    }
    return json.path("ticket").asText();
  }

  /** Opens a chat socket with a new ticket. */
  public ChatConnection connect() {
    String socket = rest.server().toString().replaceFirst("^http", "ws");
    String ticket = URLEncoder.encode(ticket(), StandardCharsets.UTF_8);
    URI address = URI.create(socket + "/ws/chat?ticket=" + ticket);
    return ChatConnection.open(rest.http(), address, rest.server());
  }

  /** Sends a file; it is taken in later, see {@link #material}. */
  public Material upload(Upload upload) {
    return Material.of(
        signedIn(
            token -> {
              try {
                Upload.Form form = upload.form();
                return rest.call("POST", "materials", form.body(), form.contentType(), token);
              } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read " + upload.file(), unreadable);
              }
            }));
  }

  /** A material as it is now. */
  public Material material(String id) {
    return Material.of(call("GET", "materials/" + id, null));
  }

  /** Progress of a task, 0 to 1; empty if it is not told to this account. */
  public OptionalDouble progress(String taskId) {
    try {
      JsonNode progress = call("GET", "tasks/" + taskId, null).path("progress");
      return progress.isNumber() ? OptionalDouble.of(progress.asDouble()) : OptionalDouble.empty();
    } catch (ApiProblem notTold) {
      return OptionalDouble.empty();
    }
  }

  /** Finds passages. */
  public List<ChatEvent.Reference> search(String query, int limit) {
    String q = URLEncoder.encode(query, StandardCharsets.UTF_8);
    List<ChatEvent.Reference> found = new ArrayList<>();
    call("GET", "search?q=" + q + "&limit=" + limit, null)
        .path("items")
        .forEach(item -> found.add(ChatEventReader.reference(item)));
    return found;
  }

  /**
   * Any other call.
   *
   * @param path below {@code /api/v1/}
   * @param body null: none
   */
  public JsonNode call(String method, String path, JsonNode body) {
    return signedIn(token -> rest.call(method, path, body, token));
  }

  private JsonNode signedIn(Function<String, JsonNode> call) {
    try {
      return call.apply(credentials.accessToken());
    } catch (ApiProblem refused) {
      if (refused.status() != 401 || !credentials.renew()) {
        throw refused;
      }
      return call.apply(credentials.accessToken());
    }
  }

  static URI bare(URI server) {
    return URI.create(server.toString().replaceFirst("/+$", ""));
  }
}
