package dev.sparkle.cli.client;

/** Where a client's access token comes from. */
public interface Credentials {

  /** A token that is good now, as far as is known here. */
  String accessToken();

  /** After a 401: whether there is another token to try. */
  boolean renew();

  /** A token that was given; there is no other. */
  static Credentials ofToken(String token) {
    return new Credentials() {
      @Override
      public String accessToken() {
        return token;
      }

      @Override
      public boolean renew() {
        return false;
      }
    };
  }
}
