package dev.sparkle.task.control.jobs;

import com.ibm.websphere.security.auth.WSSubject;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/**
 * The user that Sparkle itself is to Liberty's batch container. Only a user with a batch role may
 * start jobs there, and a worker's thread has no user. This one cannot sign in: he is in no
 * registry and has no password. {@code includes/batch.xml} gives him the role.
 *
 * <p>An EJB's {@code RunAs} would need a registry, and a binding that replaces the one by which
 * token's groups are roles.
 */
final class JobUser {

  /** Another one than that of the tokens, so that nobody's token can name this user. */
  private static final String REALM = "sparkle-batch";

  private static final String NAME = "sparkle-jobs";

  /** Liberty's tokens are good for two hours. */
  private static final Duration GOOD = Duration.ofMinutes(30);

  private final Subject subject;
  private final long since = System.nanoTime();

  private JobUser(Subject subject) {
    this.subject = subject;
  }

  /**
   * Asserts the identity to Liberty's own login.
   *
   * @throws IllegalStateException if Liberty refuses it
   */
  static JobUser assertedToLiberty() {
    Subject subject = new Subject();
    Hashtable<String, Object> identity = new Hashtable<>();
    identity.put("com.ibm.wsspi.security.cred.uniqueId", "user:" + REALM + "/" + NAME);
    identity.put("com.ibm.wsspi.security.cred.securityName", NAME);
    identity.put("com.ibm.wsspi.security.cred.realm", REALM);
    // Liberty casts it to this class
    identity.put("com.ibm.wsspi.security.cred.groups", new ArrayList<String>());
    subject.getPrivateCredentials().add(identity);
    try {
      LoginContext login = new LoginContext("system.DEFAULT", subject, callbacks -> {});
      login.login();
      return new JobUser(login.getSubject());
    } catch (LoginException e) {
      throw new IllegalStateException("Liberty does not take " + NAME + " for a user.", e);
    }
  }

  /** Whether Liberty will take it for a good while. */
  boolean isGood() {
    return System.nanoTime() - since < GOOD.toNanos();
  }

  /** Does something as this user. */
  <T> T run(Supplier<T> work) {
    PrivilegedAction<T> action = work::get;
    @SuppressWarnings("unchecked")
    T result = (T) WSSubject.doAs(subject, action);
    return result;
  }
}
