package dev.sparkle.chat.boundary;

import dev.sparkle.identity.boundary.CurrentCaller;
import dev.sparkle.identity.control.Tickets;
import dev.sparkle.identity.entity.Ticket;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Gives tickets for the socket. */
@RequestScoped
@Path("/chat/tickets")
@RolesAllowed({"learner", "teacher", "guardian", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class TicketsResource {

  /** A ticket, as a client gets it. */
  public record TicketBody(String ticket, Instant expiresAt) {}

  @Inject private CurrentCaller caller;
  @Inject private Tickets tickets;

  @POST
  @Operation(
      summary = "A ticket that opens one socket at /ws/chat?ticket=…, within 30 seconds",
      operationId = "chatTicket")
  public TicketBody issue(@HeaderParam("Origin") String origin) throws SQLException {
    Ticket ticket = tickets.issue(caller.get(), origin);
    return new TicketBody(ticket.value(), ticket.expiresAt());
  }
}
