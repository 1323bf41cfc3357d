package dev.sparkle.safety.control.output;

import dev.sparkle.safety.entity.SensitiveKind;
import dev.sparkle.safety.entity.SensitiveSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds secrets and personal data in a text by their public formats and checksums. Safe for many
 * threads.
 *
 * <p><b>Limitations.</b> It knows formats, not people: names and dates of birth are not found,
 * street addresses only behind the words that make them somebody's, nor anything spelled out in
 * words.
 */
public final class SensitiveScanner {

  private static final SensitiveScanner SHIPPED =
      new SensitiveScanner(EnumSet.complementOf(EnumSet.of(SensitiveKind.PRIVATE_IP)));

  private final Set<SensitiveKind> kinds;

  /** What finds values as they are, in the order of preference where two find the same. */
  private static final List<Detector> PLAIN =
      List.of(
          new JwtDetector(),
          new ConnectionDetector(),
          new KeyDetector(),
          new PrefixedTokenDetector(),
          new NamedSecretDetector(),
          new SessionDetector(),
          new PasswordDetector(),
          new CommandPasswordDetector(),
          new TablePasswordDetector(),
          new EmailDetector(),
          new IbanDetector(),
          new CardDetector(),
          DocumentNumberDetector.passports(),
          DocumentNumberDetector.licences(),
          new IdCardDetector(),
          new SsnDetector(),
          new IpDetector(),
          new PhoneDetector(),
          new AddressDetector());

  /** Of a form, or behind a name, so that it is known also when it is turned about. */
  private static final List<Detector> OF_A_FORM =
      List.of(
          new JwtDetector(),
          new KeyDetector(),
          new ConnectionDetector(),
          new PasswordDetector(),
          new EmailDetector());

  /** Numbers with a checksum: another number backwards. */
  private static final List<Detector> CHECKED =
      List.of(new IbanDetector(), new CardDetector(), new IdCardDetector());

  private static final List<Detector> DETECTORS =
      Stream.concat(
              PLAIN.stream(),
              Stream.of(new EncodedDetector(PLAIN), new TurnedDetector(OF_A_FORM, CHECKED)))
          .toList();

  private SensitiveScanner(Set<SensitiveKind> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  /** A scanner that looks for these kinds only. */
  public static SensitiveScanner of(Set<SensitiveKind> kinds) {
    return new SensitiveScanner(kinds);
  }

  /** The scanner of all kinds that the shipped policy does not let pass. */
  public static SensitiveScanner shipped() {
    return SHIPPED;
  }

  /**
   * Finds everything sensitive in a text of any length, in its order; spans do not overlap. The
   * same as the live stream would mask.
   */
  public List<SensitiveSpan> scan(String text) {
    Collector collector = new Collector();
    Sieve sieve = new Sieve(this, collector);
    sieve.read(text);
    sieve.finish();
    return List.copyOf(collector.spans);
  }

  /** What begins in a window's open part; sorted, not overlapping. */
  List<SensitiveSpan> find(Window window) {
    List<SensitiveSpan> found = new ArrayList<>();
    for (Detector detector : DETECTORS) {
      detector.find(
          window,
          span -> {
            if (kinds.contains(span.kind())) {
              add(span, found);
            }
          });
    }
    found.sort(Comparator.comparingInt(SensitiveSpan::start));
    return found;
  }

  /** Of two that overlap the first keeps its kind, and covers both. */
  private static void add(SensitiveSpan span, List<SensitiveSpan> found) {
    for (int i = 0; i < found.size(); i++) {
      SensitiveSpan other = found.get(i);
      if (span.start() < other.end() && other.start() < span.end()) {
        found.remove(i);
        add(
            new SensitiveSpan(
                other.kind(),
                Math.min(span.start(), other.start()),
                Math.max(span.end(), other.end())),
            found);
        return;
      }
    }
    found.add(span);
  }

  private static final class Collector implements Outlet {

    private final List<SensitiveSpan> spans = new ArrayList<>();

    @Override
    public void words(String text) {
      // only what was found is of interest
    }

    @Override
    public boolean take(SensitiveSpan span, String value) {
      spans.add(span);
      return true;
    }

    @Override
    public void extend(int end) {
      SensitiveSpan last = spans.remove(spans.size() - 1);
      spans.add(new SensitiveSpan(last.kind(), last.start(), end));
    }

    @Override
    public boolean isClosed() {
      return false;
    }
  }
}
