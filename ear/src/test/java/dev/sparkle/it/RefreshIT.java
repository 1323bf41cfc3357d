package dev.sparkle.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sparkle.cli.client.Session;
import dev.sparkle.cli.client.SignIn;
import dev.sparkle.cli.services.Database;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A refresh token is good once, but for a moment; then its return is a sign of theft. */
class RefreshIT {

  private final SignIn signIn = new SignIn(Lab.node().ports().address(), Clock.systemUTC());

  @Test
  void letsTwoTabsExchangeTheSameTokenInOneMoment() {
    Session guest = signIn.guest();

    Session one = signIn.refresh(guest.refreshToken());
    Session other = signIn.refresh(guest.refreshToken());

    assertNotEquals(one.refreshToken(), other.refreshToken());
    assertEquals(200, refresh(one.refreshToken()));
    assertEquals(200, refresh(other.refreshToken()));
  }

  @Test
  void revokesTheWholeFamilyWhenATokenComesBackLater() throws Exception {
    Session guest = signIn.guest();
    Session next = signIn.refresh(guest.refreshToken());
    aMinutePasses(guest.account());

    assertEquals(401, refresh(guest.refreshToken()));
    assertEquals(401, refresh(next.refreshToken()));
  }

  @Test
  void refusesATokenThatWasNeverGiven() {
    assertEquals(401, refresh("guess"));
  }

  private static int refresh(String token) {
    return Http.send(
            Lab.node(),
            "POST",
            "/api/v1/auth/refresh",
            HttpRequest.BodyPublishers.ofString("{\"refreshToken\":\"" + token + "\"}"),
            "Content-Type",
            "application/json")
        .status();
  }

  private static void aMinutePasses(String account) throws Exception {
    try (Connection connection = Database.connect(Lab.database());
        PreparedStatement update =
            connection.prepareStatement(
                "update refresh_token set used_at = used_at - interval '1 minute'"
                    + " where account_id = ?")) {
      update.setObject(1, UUID.fromString(account));
      assertEquals(2, update.executeUpdate());
    }
  }
}
