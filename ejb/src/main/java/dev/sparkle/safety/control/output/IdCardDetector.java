package dev.sparkle.safety.control.output;

import static dev.sparkle.safety.control.output.Checksums.weighted;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * Finds the numbers of identity cards and registers of persons, each with its own check digit:
 * China, Hong Kong, Taiwan, Singapore, India, Korea, Spain, Italy, France, Germany, the United
 * Kingdom, Poland, Sweden, Finland, Belgium, the Netherlands, Brazil, Mexico, Canada, Australia,
 * Thailand; and by shape behind the word that names them, some twenty more.
 */
final class IdCardDetector implements Detector {

  private static final List<IdFormat> FORMATS =
      List.of(
          IdFormat.evident("[1-9]\\d{16}[\\dXx]", Checksums::chineseId),
          IdFormat.evident(
              "[1-9]\\d{5} (?:19|20)\\d{6} \\d{3}[\\dXx]|[1-9]\\d{5}[ -](?:19|20)\\d\\d[ -]?\\d{4}[ -]\\d{3}[\\dXx]|[1-9]\\d{5}-(?:19|20)\\d{6}-\\d{3}[\\dXx]",
              Checksums::chineseId),
          IdFormat.named(
              "[1-9]\\d{14}",
              "身份证|身份證|证件|公民身份|\\bid card|identity card",
              id -> Checksums.isDate("19" + id.substring(6, 12), 1900)),
          IdFormat.evident("[A-Z]{1,2}\\d{6}\\([\\dA]\\)", Checksums::hongKong),
          IdFormat.named(
              "[A-Z]{1,2}\\d{6}[\\dA]", "hkid|hong kong|香港|身份证|身份證", Checksums::hongKong),
          IdFormat.evident("[A-Z][1289]\\d{8}", Checksums::taiwanese),
          IdFormat.evident("[STFGM]\\d{7}[A-Z]", Checksums::singaporean),
          IdFormat.evident("[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}", Checksums::verhoeff),
          IdFormat.named("[2-9]\\d{3}[ -]?\\d{4}[ -]?\\d{4}", "aadha?ar|uidai", id -> true),
          IdFormat.named("[A-Z]{3}[PCHFATBLJG][A-Z]\\d{4}[A-Z]", "\\bpan\\b|permanent", id -> true),
          IdFormat.evident("\\d{6}-[1-8]\\d{6}", IdCardDetector::korean),
          IdFormat.evident("[XYZ]-?\\d{7}-?[A-Z]", Checksums::spanish),
          IdFormat.evident("\\d{8}-?[A-HJ-NP-TV-Z]", Checksums::spanish),
          IdFormat.evident(
              "[A-Z]{6}\\d{2}[ABCDEHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]", Checksums::italian),
          IdFormat.evident(
              "[12] ?\\d{2} ?(?:0[1-9]|1[0-2]) ?\\d{2} ?\\d{3} ?\\d{3} ?\\d{2}", Checksums::french),
          IdFormat.named(
              "\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}",
              "steuer|\\btax id|\\btin\\b|idnr", IdCardDetector::german),
          IdFormat.named(
              "(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]",
              "national insurance|\\bnino?\\b", id -> true),
          IdFormat.named("\\d{3}[ -]?\\d{3}[ -]?\\d{4}", "\\bnhs\\b", IdCardDetector::nhs),
          IdFormat.named(
              "\\d{11}",
              "pesel",
              id ->
                  (10 - weighted(id, 10, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == id.charAt(10) - 48),
          IdFormat.named(
              "(?:19|20)?\\d{6}[-+]?\\d{4}",
              "personnummer|personal identity number",
              id -> Checksums.luhn(id.substring(id.length() - 10))),
          IdFormat.evident("\\d{6}[-+A]\\d{3}[0-9A-FHJ-NPR-Y]", IdCardDetector::finnish),
          IdFormat.evident("\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}", IdCardDetector::belgian),
          IdFormat.named(
              "\\d{9}",
              "\\bbsn\\b|burgerservice", id -> weighted(id, 11, 9, 8, 7, 6, 5, 4, 3, 2, -1) == 0),
          IdFormat.evident("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}", Checksums::cpf),
          IdFormat.named("\\d{11}", "\\bcpf\\b", Checksums::cpf),
          IdFormat.named(
              "\\d{3} ?\\d{3} ?\\d{2,3}", "\\btfn\\b|tax file", IdCardDetector::australian),
          IdFormat.named("[1-9]\\d{10}", "kimlik|\\btckn\\b|\\btc no\\b", id -> true),
          IdFormat.named("\\d{9}", "teudat|israeli id|\\bmispar zehut|תעודת", Checksums::luhn),
          IdFormat.named("\\d{13}", "south african id|\\bsa id\\b|\\bid number", Checksums::luhn),
          IdFormat.named(
              "\\d[- ]?\\d{4}[- ]?\\d{5}[- ]?\\d{2}[- ]?\\d",
              "thai|บัตรประชาชน|national id", IdCardDetector::thai),
          IdFormat.named(
              "\\d{6}-?\\d{2}-?\\d{4}", "mykad|\\bic (?:no|number)|malaysia|nric", id -> true),
          IdFormat.named("\\d{16}", "\\bnik\\b|\\bktp\\b", id -> true),
          IdFormat.named("\\d{12}", "cccd|căn cước|my number|マイナンバー|個人番号", id -> true),
          IdFormat.named("\\d{4}[ -]\\d{4}[ -]\\d{4}", "my number|マイナンバー|個人番号", id -> true),
          IdFormat.named("[1-8]\\d{12}", "\\bcnp\\b", id -> true),
          IdFormat.named("\\d{6}/?\\d{3,4}", "rodné|rodne cislo", id -> true),
          IdFormat.named("\\d{6}[- ]?\\d{4}", "\\bcpr\\b", id -> true),
          IdFormat.named("\\d{6} ?\\d{5}", "fødselsnummer|fodselsnummer|fnr\\b", id -> true),
          IdFormat.named("\\d{7}[A-W][A-IW]?", "\\bpps\\b|ppsn", id -> true),
          IdFormat.named("\\d{9}", "\\bnif\\b|contribuinte", id -> true),
          IdFormat.evident("756\\.\\d{4}\\.\\d{4}\\.\\d{2}", id -> true),
          IdFormat.named("\\d{1,2}\\.?\\d{3}\\.?\\d{3}-[\\dkK]", "\\brut\\b|\\brun\\b", id -> true),
          IdFormat.named("\\d{2}-?\\d{8}-?\\d", "\\bcuil\\b|\\bcuit\\b", id -> true),
          IdFormat.named("\\d{2}\\.?\\d{3}\\.?\\d{3}", "\\bdni\\b", id -> true),
          IdFormat.evident(
              "[A-Z][AEIOUX][A-Z]{2}\\d{6}[HM][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\\d]\\d", id -> true),
          IdFormat.named(
              "\\d{3}[ -]?\\d{3}[ -]?\\d{3}", "\\bsin\\b|social insurance", Checksums::luhn),
          IdFormat.named(
              "(?=[A-Z0-9-]*\\d{4})[A-Z0-9][A-Z0-9-]{5,19}",
              "(?:身份证|身份證|身分證|\\b(?:national|identity|id)[ _](?:card|number|id|no)|\\bid card)[\"']?"
                  + "[^\\d\\n]{0,12}(?:number|no\\.?|号码?|is|:|：|为|是)\\s*$",
              id -> !id.matches("(?:19|20)\\d{2}.{0,4}")));

  @Override
  public void find(Window window, Consumer<SensitiveSpan> found) {
    if (window.digits() < 4) {
      return;
    }
    FORMATS.forEach(format -> find(format, window, found));
  }

  private static void find(IdFormat format, Window window, Consumer<SensitiveSpan> found) {
    Matcher number = format.shape().matcher(window.text());
    for (int at = window.from(); number.find(at); at = number.end()) {
      int start = number.start();
      String id = number.group().replaceAll("[^\\p{Alnum}]", "").toUpperCase(Locale.ROOT);
      if (window.isOpen(start)
          && (!format.named() || window.near(format.words(), start, number.end(), 40))
          && format.check().test(id)) {
        found.accept(new SensitiveSpan(SensitiveKind.ID_CARD, start, number.end()));
      }
    }
  }

  private static boolean korean(String id) {
    int check = (11 - weighted(id, 11, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11 % 10;
    String century = "3478".indexOf(id.charAt(6)) >= 0 ? "20" : "19";
    return Checksums.isDate(century + id.substring(0, 6), 1900) && check == id.charAt(12) - '0';
  }

  /** Mod 11, 10 of ISO 7064. */
  private static boolean german(String id) {
    int product = 10;
    for (int i = 0; i < 10; i++) {
      int sum = (id.charAt(i) - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return id.charAt(0) != '0' && (11 - product) % 10 == id.charAt(10) - '0';
  }

  private static boolean australian(String id) {
    return id.length() < 9 || weighted(id, 11, 1, 4, 3, 7, 5, 8, 6, 9, 10) == 0;
  }

  private static boolean thai(String id) {
    int sum = weighted(id, 11, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2);
    return (11 - sum) % 10 == id.charAt(12) - '0';
  }

  private static boolean nhs(String id) {
    int check = (11 - weighted(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11;
    return check == id.charAt(9) - '0';
  }

  private static boolean finnish(String id) {
    // the sign of the century is gone unless it was a letter
    String digits = id.length() == 11 ? id.substring(0, 6) + id.substring(7) : id;
    int number = Integer.parseInt(digits.substring(0, 9));
    boolean date =
        Checksums.isDate("19" + id.substring(4, 6) + id.substring(2, 4) + id.substring(0, 2), 1900);
    return date && "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(number % 31) == digits.charAt(9);
  }

  private static boolean belgian(String id) {
    long number = Long.parseLong(id.substring(0, 9));
    long check = Long.parseLong(id.substring(9));
    return 97 - number % 97 == check || 97 - (2_000_000_000L + number) % 97 == check;
  }
}
