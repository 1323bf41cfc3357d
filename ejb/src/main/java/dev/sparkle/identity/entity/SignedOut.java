package dev.sparkle.identity.entity;

import java.util.UUID;

/**
 * An account was signed out, or may do other things than before: whatever is open for it on this
 * node is to be closed. Fired on every node that serves learners, within two seconds.
 *
 * @param reason a stable code: {@code signed_out}, {@code disabled}, {@code rights_changed}, {@code
 *     expired}, {@code deleted}, {@code token_reused}, {@code password_changed}, {@code registered}
 */
public record SignedOut(UUID account, String reason) {}
