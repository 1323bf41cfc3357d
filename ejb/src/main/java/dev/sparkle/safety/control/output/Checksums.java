package dev.sparkle.safety.control.output;

import java.time.DateTimeException;
import java.time.LocalDate;

/** The check digits by which real numbers differ from others of the same shape. */
final class Checksums {

  private static final int[] CHINESE_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String CHINESE_DIGITS = "10X98765432";
  private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final int[][] VERHOEFF_D = new int[10][10];
  private static final int[][] VERHOEFF_P = new int[8][10];

  static {
    int[] first = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (int a = 0; a < 10; a++) {
      VERHOEFF_P[0][a] = a;
      for (int b = 0; b < 10; b++) {
        // the dihedral group of order ten
        int turned = a < 5 ? (b < 5 ? (a + b) % 5 : 5 + (a + b) % 5) : 0;
        int flipped = b < 5 ? 5 + (a - b + 10) % 5 : (a - b + 10) % 5;
        VERHOEFF_D[a][b] = a < 5 ? turned : flipped;
      }
    }
    for (int i = 1; i < 8; i++) {
      for (int a = 0; a < 10; a++) {
        VERHOEFF_P[i][a] = VERHOEFF_P[i - 1][first[a]];
      }
    }
  }

  private Checksums() {}

  /** ISO/IEC 7812: payment cards, and some national numbers. */
  static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = digit * 2;
      sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
  }

  /** ISO 7064 mod 97-10 as IBANs use it: the first four characters count last. */
  static boolean iban(String iban) {
    String turned = iban.substring(4) + iban.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }

  /** GB 11643: eighteen places with a date of birth and a check digit of mod 11-2. */
  static boolean chineseId(String id) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (id.charAt(i) - '0') * CHINESE_WEIGHTS[i];
    }
    return CHINESE_DIGITS.charAt(sum % 11) == Character.toUpperCase(id.charAt(17))
        && isDate(id.substring(6, 14), 1900);
  }

  /** Whether these are year, month and day of somebody who may live. */
  static boolean isDate(String yyyymmdd, int firstYear) {
    try {
      int year = Integer.parseInt(yyyymmdd.substring(0, 4));
      LocalDate.of(
          year,
          Integer.parseInt(yyyymmdd.substring(4, 6)),
          Integer.parseInt(yyyymmdd.substring(6, 8)));
      return year >= firstYear && year < 2100;
    } catch (DateTimeException | NumberFormatException noDate) {
      return false;
    }
  }

  /** Spain's DNI, and NIE with its first letter made a digit. */
  static boolean spanish(String id) {
    String digits = id.substring(0, id.length() - 1);
    digits = digits.replace('X', '0').replace('Y', '1').replace('Z', '2');
    return SPANISH_LETTERS.charAt(Integer.parseInt(digits) % 23) == id.charAt(id.length() - 1);
  }

  /** Verhoeff's scheme: Aadhaar of India. */
  static boolean verhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      check = VERHOEFF_D[check][VERHOEFF_P[i % 8][digits.charAt(digits.length() - 1 - i) - '0']];
    }
    return check == 0;
  }

  /** A weighted sum of digits, modulo something. */
  static int weighted(String digits, int modulus, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return Math.floorMod(sum, modulus);
  }

  /** Brazil's CPF: two check digits of mod 11. */
  static boolean cpf(String d) {
    int first = (11 - weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11 % 10;
    int second = (11 - weighted(d, 11, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11 % 10;
    boolean oneDigitOnly = d.chars().allMatch(c -> c == d.charAt(0));
    return !oneDigitOnly && d.charAt(9) - '0' == first && d.charAt(10) - '0' == second;
  }

  /** Taiwan's card: a letter worth two digits, then nine digits. */
  static boolean taiwanese(String id) {
    int letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".indexOf(id.charAt(0)) + 10;
    int sum = letter / 10 + letter % 10 * 9;
    return (sum + weighted(id.substring(1), 10, 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0;
  }

  /** Hong Kong's card: a letter or two, six digits, a check digit in brackets. */
  static boolean hongKong(String id) {
    String eight = id.length() == 8 ? " " + id : id;
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      char c = eight.charAt(i);
      sum += (c == ' ' ? 36 : Character.digit(c, 36)) * (9 - i);
    }
    int check = eight.charAt(8) == 'A' ? 10 : eight.charAt(8) - '0';
    return (sum + check) % 11 == 0;
  }

  /** Singapore's NRIC and FIN. */
  static boolean singaporean(String id) {
    char kind = id.charAt(0);
    int sum = weighted(id.substring(1), 1000, 2, 7, 6, 5, 4, 3, 2);
    sum += kind == 'T' || kind == 'G' ? 4 : kind == 'M' ? 3 : 0;
    String letters =
        switch (kind) {
          case 'S', 'T' -> "JZIHGFEDCBA";
          case 'M' -> "KLJNPQRTUWX";
          default -> "XWUTRQPNMLK";
        };
    int place = kind == 'M' ? 10 - sum % 11 : sum % 11;
    return letters.charAt(place) == id.charAt(8);
  }

  /** Italy's codice fiscale: odd places are worth what a table says. */
  static boolean italian(String code) {
    int[] odd = {
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = code.charAt(i);
      int value = Character.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? odd[value] : value;
    }
    return code.charAt(15) == 'A' + sum % 26;
  }

  /** France's NIR: thirteen digits and a key of mod 97. */
  static boolean french(String nir) {
    long number = Long.parseLong(nir.substring(0, 13));
    return 97 - number % 97 == Long.parseLong(nir.substring(13));
  }
}
