package dev.sparkle.identity.control.oidc;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.sparkle.identity.control.Accounts;
import dev.sparkle.identity.control.ExternalAccounts;
import dev.sparkle.identity.control.SignIns;
import dev.sparkle.identity.control.door.Door;
import dev.sparkle.identity.control.door.DoorKey;
import dev.sparkle.identity.entity.Caller;
import dev.sparkle.identity.entity.EmailAddress;
import dev.sparkle.identity.entity.Entry;
import dev.sparkle.identity.entity.External;
import dev.sparkle.identity.entity.Role;
import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Exchanges what an OpenID provider gave for a session of Sparkle's own. */
@ApplicationScoped
public class ExternalSignIn {

  private static final Logger LOG = System.getLogger(ExternalSignIn.class.getName());
  private static final int LONGEST_NAME = 80;

  /**
   * A provider, for whoever shows a button.
   *
   * @param authorizationEndpoint where the browser is sent to
   */
  public record Offer(String name, String issuer, String clientId, String authorizationEndpoint) {}

  /**
   * What a provider gave: an ID token with the nonce that was asked with, or a code.
   *
   * @param verifier of PKCE; null: none
   */
  public record Given(
      String provider,
      String idToken,
      String nonce,
      String code,
      String verifier,
      String redirectUri) {}

  private final Map<String, OpenIdProvider> providers = new LinkedHashMap<>();
  private final Accounts accounts;
  private final ExternalAccounts external;
  private final Door door;
  private final SignIns signIns;

  /** For the container's proxy. */
  protected ExternalSignIn() {
    accounts = null;
    external = null;
    door = null;
    signIns = null;
  }

  @Inject
  public ExternalSignIn(
      CurrentSettings settings,
      Clock clock,
      Accounts accounts,
      ExternalAccounts external,
      Door door,
      SignIns signIns) {
    this.accounts = accounts;
    this.external = external;
    this.door = door;
    this.signIns = signIns;
    settings
        .get()
        .identity()
        .openIdProviders()
        .forEach(each -> providers.put(each.name(), new OpenIdProvider(each, clock)));
  }

  /** The providers that answer now. */
  public List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    for (OpenIdProvider each : providers.values()) {
      try {
        offers.add(
            new Offer(
                each.settings().name(),
                each.settings().issuer(),
                each.settings().clientId(),
                each.metadata().authorization()));
      } catch (IOException | RuntimeException away) {
        LOG.log(Level.WARNING, "{0} does not answer: {1}", each.settings(), away.getMessage());
      }
    }
    return offers;
  }

  /**
   * Comes in.
   *
   * @param caller who asks; null: nobody
   * @param place a pseudonym of the network
   */
  public Entry signIn(Given given, Caller caller, String place) throws SQLException {
    OpenIdProvider provider = providers.get(given.provider());
    if (provider == null) {
      return new Entry.Objected(
          "provider_not_found", "There is no such provider. GET auth/oidc lists them.");
    }
    List<DoorKey> keys = DoorKey.token(place);
    Optional<Duration> shut = door.knock(keys);
    if (shut.isPresent()) {
      return new Entry.Shut(shut.get());
    }
    try {
      boolean byCode = given.code() != null;
      String token =
          byCode
              ? provider.exchanged(given.code(), given.verifier(), given.redirectUri())
              : given.idToken();
      JWTClaimsSet claims = provider.verified(token, given.nonce());
      if (!external.take(token, claims.getExpirationTime().toInstant().plusSeconds(120))) {
        throw new BadJOSEException("the token was used before");
      }
      UUID account = external.of(external(provider.settings(), claims), caller);
      door.opened(keys);
      return accounts
          .signIn(account, "oidc")
          .<Entry>map(Entry.Entered::new)
          .orElseGet(Entry.Wrong::new);
    } catch (BadJOSEException no) {
      LOG.log(Level.INFO, "{0}: {1}", provider.settings(), no.getMessage());
      signIns.refused("external_token_refused");
      return new Entry.Objected(
          "external_token_refused",
          "What the provider gave is not good: it expired, was used, or is for somebody else.");
    } catch (IOException away) {
      LOG.log(Level.WARNING, "{0} does not answer: {1}", provider.settings(), away.getMessage());
      return new Entry.Objected(
          "provider_unavailable", "The provider does not answer. Try again in a moment.");
    }
  }

  private static External external(Settings.OpenIdProvider provider, JWTClaimsSet claims) {
    boolean verified = "true".equals(String.valueOf(claims.getClaim("email_verified")));
    Object email = claims.getClaim("email");
    return new External(
        provider.issuer(),
        claims.getSubject(),
        verified && email != null ? EmailAddress.of(email.toString()).orElse(null) : null,
        name(claims.getClaim("name")),
        roles(provider, claims.getClaim(provider.rolesClaim())));
  }

  private static String name(Object claim) {
    String name =
        claim == null ? "" : claim.toString().replaceAll("\\p{Cntrl}|\\p{Cf}", "").strip();
    return name.isEmpty() ? null : name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static Set<Role> roles(Settings.OpenIdProvider provider, Object claim) {
    if (provider.roles().isEmpty()) {
      return Set.of();
    }
    Set<Role> roles = EnumSet.of(Role.LEARNER);
    Collection<?> groups = claim instanceof Collection<?> many ? many : List.of();
    groups.stream()
        .map(group -> provider.roles().get(String.valueOf(group)))
        .filter(role -> role != null)
        .forEach(role -> roles.add(Role.of(role)));
    return roles;
  }
}
