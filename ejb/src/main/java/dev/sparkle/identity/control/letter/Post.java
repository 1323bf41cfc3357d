package dev.sparkle.identity.control.letter;

import dev.sparkle.platform.control.CurrentSettings;
import dev.sparkle.platform.control.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

/** Sends letters: to a mail server if one is configured, else into a folder. */
@ApplicationScoped
public class Post {

  /** For connecting, reading and writing each, in milliseconds. */
  private static final String LIMIT = "10000";

  private final CurrentSettings settings;
  private final Clock clock;

  /** For the container's proxy. */
  protected Post() {
    this(null, null);
  }

  @Inject
  public Post(CurrentSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Sends a letter; returns when the server has taken it, or the file is written.
   *
   * @throws IOException if neither could be done; it may be tried again
   */
  public void send(Letter letter) throws IOException {
    Settings.Mail mail = settings.get().identity().mail();
    try {
      if (mail.host().isPresent()) {
        Transport.send(message(session(mail), mail, letter));
      } else {
        file(message(Session.getInstance(new Properties()), mail, letter));
      }
    } catch (MessagingException e) {
      // its message may hold the address
      throw new IOException("the letter was not taken: " + e.getClass().getSimpleName(), e);
    }
  }

  private static Session session(Settings.Mail mail) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", mail.host().orElseThrow());
    properties.put("mail.smtp.port", String.valueOf(mail.port()));
    properties.put("mail.smtp.connectiontimeout", LIMIT);
    properties.put("mail.smtp.timeout", LIMIT);
    properties.put("mail.smtp.writetimeout", LIMIT);
    properties.put("mail.smtp.starttls.enable", String.valueOf(mail.security().equals("starttls")));
    properties.put(
        "mail.smtp.starttls.required", String.valueOf(mail.security().equals("starttls")));
    properties.put("mail.smtp.ssl.enable", String.valueOf(mail.security().equals("tls")));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.auth", String.valueOf(mail.user().isPresent()));
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(mail.user().orElse(""), mail.password().orElse(""));
          }
        });
  }

  private MimeMessage message(Session session, Settings.Mail mail, Letter letter)
      throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(mail.from()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to()));
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  private void file(MimeMessage message) throws IOException, MessagingException {
    Path folder = folder();
    Files.createDirectories(folder);
    Path file =
        Files.createFile(
            folder.resolve(clock.instant().toEpochMilli() + "-" + UUID.randomUUID() + ".eml"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      message.writeTo(out);
    }
  }

  private Path folder() {
    return settings
        .get()
        .identity()
        .mail()
        .directory()
        .map(Path::of)
        .orElseGet(
            () ->
                Path.of(settings.get().identity().keysDirectory())
                    .toAbsolutePath()
                    .resolveSibling("mail"));
  }
}
