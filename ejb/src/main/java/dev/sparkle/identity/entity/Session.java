package dev.sparkle.identity.entity;

import java.time.Duration;

/**
 * What a sign-in gives.
 *
 * @param accessToken a JWT for the {@code Authorization} header
 * @param lifetime how long the access token is good
 * @param refreshToken good for one exchange
 */
public record Session(
    String accessToken, Duration lifetime, String refreshToken, Account account) {}
