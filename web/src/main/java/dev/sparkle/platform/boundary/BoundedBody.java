package dev.sparkle.platform.boundary;

import dev.sparkle.platform.control.BodyLimit;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds what a request may send: JSON by size, everything by time. A form is bounded in size by
 * whoever reads it, since a document may be large.
 */
@WebFilter(filterName = "ac-bounded-body", urlPatterns = "/api/*", asyncSupported = true)
public class BoundedBody implements Filter {

  @Inject
  @ConfigProperty(name = "sparkle.http.max-json-bytes")
  private long maxJsonBytes;

  @Inject
  @ConfigProperty(name = "sparkle.http.body-ms")
  private long bodyMillis;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    boolean form =
        String.valueOf(http.getContentType()).toLowerCase(Locale.ROOT).startsWith("multipart/");
    if (!form && http.getContentLengthLong() > maxJsonBytes) {
      Problem.of(413).write((HttpServletResponse) response);
      return;
    }
    BodyLimit limit =
        new BodyLimit(
            form ? Long.MAX_VALUE : maxJsonBytes,
            TimeUnit.MILLISECONDS.toNanos(bodyMillis),
            form ? BodyLimit.UPLOAD : BodyLimit.BODY,
            System::nanoTime);
    chain.doFilter(new Bounded(http, limit), response);
  }

  private static final class Bounded extends HttpServletRequestWrapper {

    private final BodyLimit limit;

    Bounded(HttpServletRequest request, BodyLimit limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new BoundedStream(super.getInputStream(), limit);
    }
  }

  private static final class BoundedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final BodyLimit limit;

    BoundedStream(ServletInputStream body, BodyLimit limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int one = body.read();
      limit.took(one < 0 ? -1 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = body.read(into, offset, length);
      limit.took(count);
      return count;
    }

    @Override
    public int available() throws IOException {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
