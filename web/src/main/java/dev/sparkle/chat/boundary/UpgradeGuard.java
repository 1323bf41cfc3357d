package dev.sparkle.chat.boundary;

import dev.sparkle.identity.control.Tickets;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.platform.boundary.Problem;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Draining;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Stands before the socket: 503 from a node that is emptied, 403 for a page that is not allowed,
 * 400 for a client that speaks another version only, 401 without a good ticket. The ticket is taken
 * here, before there is a socket.
 */
@WebFilter(filterName = "b-upgrade-guard", urlPatterns = "/ws/chat", asyncSupported = true)
public class UpgradeGuard implements Filter {

  /**
   * Whose handshake runs on this thread; the endpoint's configurator reads it within the filter.
   */
  static final ThreadLocal<Caller> ADMITTED = new ThreadLocal<>();

  @Inject private Tickets tickets;
  @Inject private CurrentSettings settings;
  @Inject private Draining draining;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest upgrade = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    if (draining.isOn()) {
      // the ticket stays good: another node takes it
      answer.setHeader("Retry-After", "1");
      Problem.answer(
          answer,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "draining",
          "This node is being emptied. Come again: another one takes you in.");
      return;
    }
    String origin = upgrade.getHeader("Origin");
    if (!new Origins(settings.get().chat().allowedOrigins()).allow(origin, upgrade)) {
      answer.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    if (!Subprotocols.accept(upgrade.getHeaders(Subprotocols.HEADER))) {
      // the ticket stays good: the client can come again with a version that is spoken here
      answer.setHeader(Subprotocols.HEADER, Subprotocols.V1);
      Problem.answer(
          answer,
          HttpServletResponse.SC_BAD_REQUEST,
          "unsupported_version",
          "This server speaks " + Subprotocols.V1 + ". Offer it as subprotocol, or none.");
      return;
    }
    Optional<Caller> caller =
        redeem(upgrade.getParameter("ticket"), origin)
            .map(each -> each.from(upgrade.getRemoteAddr()));
    if (caller.isEmpty()) {
      answer.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    ADMITTED.set(caller.get());
    try {
      chain.doFilter(request, response);
    } finally {
      ADMITTED.remove();
    }
  }

  private Optional<Caller> redeem(String ticket, String origin) throws ServletException {
    if (ticket == null || ticket.isBlank()) {
      return Optional.empty();
    }
    try {
      return tickets.redeem(ticket, origin);
    } catch (SQLException e) {
      throw new ServletException(e);
    }
  }
}
