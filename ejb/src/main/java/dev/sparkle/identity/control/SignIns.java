package dev.sparkle.identity.control;

import dev.sparkle.audit.control.AuditLog;
import dev.sparkle.audit.entity.AuditEvent;
import dev.sparkle.audit.entity.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Tells the audit record who signed in, and whose attempt was refused. */
@ApplicationScoped
public class SignIns {

  private final AuditLog log;

  /** For the container's proxy. */
  protected SignIns() {
    this(null);
  }

  @Inject
  public SignIns(AuditLog log) {
    this.log = log;
  }

  /**
   * Somebody signed in.
   *
   * @param how a stable code, e.g. {@code guest}, {@code refresh}
   */
  void succeeded(String pseudonym, String how) {
    log.record(AuditEvent.signIn(Severity.INFO, pseudonym, "signed_in", how));
  }

  /**
   * An attempt was refused. Nobody knows whose it was.
   *
   * @param reason a stable code, e.g. {@code ticket_invalid}
   */
  public void refused(String reason) {
    log.record(AuditEvent.signIn(Severity.WARNING, null, "refused", reason));
  }

  /**
   * An attempt was refused.
   *
   * @param pseudonym whose door was tried
   * @param reason a stable code, e.g. {@code refresh_token_reused}
   */
  void refused(String pseudonym, String reason) {
    log.record(AuditEvent.signIn(Severity.WARNING, pseudonym, "refused", reason));
  }

  /**
   * Somebody signed out.
   *
   * @param how a stable code, e.g. {@code signed_out_everywhere}
   */
  void ended(String pseudonym, String how) {
    log.record(AuditEvent.signIn(Severity.INFO, pseudonym, "signed_out", how));
  }
}
