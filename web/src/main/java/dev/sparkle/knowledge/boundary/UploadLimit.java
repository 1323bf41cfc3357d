package dev.sparkle.knowledge.boundary;

import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.CurrentSettings;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses a body that is too large before the container has stored it. */
@Provider
@UploadLimited
public class UploadLimit implements ContainerRequestFilter {

  /** The form's other fields and borders. */
  private static final long FORM = 64 << 10;

  @Inject private CurrentSettings settings;

  @Override
  public void filter(ContainerRequestContext request) {
    long maxBytes = settings.get().ingest().maxBytes() + FORM;
    if (request.getLength() > maxBytes) {
      throw tooLarge();
    }
    request.setEntityStream(new Bounded(request.getEntityStream(), maxBytes));
  }

  private RuntimeException tooLarge() {
    return Problem.of(
        413,
        "too_large",
        "The file is larger than %d MiB. Split it, or leave out the pictures, and upload the parts."
            .formatted(settings.get().ingest().maxBytes() >> 20));
  }

  /** A body without a length of its own, counted while it is read. */
  private final class Bounded extends FilterInputStream {

    private long left;

    Bounded(InputStream in, long maxBytes) {
      super(in);
      this.left = maxBytes;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      try {
        int read = in.read(into, offset, length);
        count(Math.max(read, 0));
        return read;
      } catch (IOException gone) {
        throw Problem.of(
            400, "upload_interrupted", "The upload broke off. Send the file once more.");
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
