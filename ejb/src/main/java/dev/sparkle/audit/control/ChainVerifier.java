package dev.sparkle.audit.control;

import dev.sparkle.audit.control.Verification.Break;
import dev.sparkle.audit.control.Verification.ChainReport;
import dev.sparkle.audit.control.Verification.What;
import dev.sparkle.audit.entity.AuditKind;
import dev.sparkle.audit.entity.AuditRecord;
import dev.sparkle.audit.entity.ChainHash;
import dev.sparkle.audit.entity.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proves chains whole. It is told all anchors first, then all records, chain after chain, each in
 * its order. Of each chain it names the first record that is not as it was written; what comes
 * after that cannot be trusted either.
 *
 * <p><b>Limitations.</b> Whoever may write all chains and their anchors anew, with hashes that fit,
 * is found only by a {@link Head} that was kept elsewhere.
 */
public final class ChainVerifier {

  /** Where an anchor stands: what it says counts only while its own chain holds so far. */
  private record Claim(Head seen, Head by) {}

  private final Map<String, TreeMap<Long, List<Claim>>> claims = new HashMap<>();
  private final Map<String, ChainReport> reports = new TreeMap<>();
  private final List<Refuted> refuted = new ArrayList<>();

  private record Refuted(Break found, Head by) {}

  private String chain;
  private ChainHash before;
  private long next;
  private Break first;
  private Head last;
  private Instant began;
  private Instant ended;
  private long crashes;
  private long lost;

  /**
   * Takes what an anchor, or a head that was kept elsewhere, says of another chain.
   *
   * @param by where the anchor stands; null for a head that was kept elsewhere
   */
  public void anchored(Head seen, Head by) {
    claims
        .computeIfAbsent(seen.chain(), name -> new TreeMap<>())
        .computeIfAbsent(seen.seq(), seq -> new ArrayList<>())
        .add(new Claim(seen, by));
  }

  /** Takes the next record. */
  public void take(AuditRecord record) {
    begin(record.chain());
    if (broken(record.chain(), record.seq())) {
      return;
    }
    if (!CanonicalForm.hash(before, record).equals(record.hash())) {
      breakAt(What.ALTERED, record.seq(), "is not what its hash was made of");
      return;
    }
    compare(record);
    count(record);
    before = record.hash();
    last = record.head();
    next++;
  }

  /** Takes the next record, of which only the place can be read. */
  public void takeUnreadable(String ofChain, long seq) {
    begin(ofChain);
    if (!broken(ofChain, seq)) {
      breakAt(What.ALTERED, seq, "cannot be read");
    }
  }

  private void begin(String name) {
    if (name.equals(chain)) {
      return;
    }
    close();
    chain = name;
    before = ChainHash.NONE;
    next = 1;
    first = null;
    last = new Head(name, 0, ChainHash.NONE);
    began = null;
    ended = null;
    crashes = 0;
    lost = 0;
  }

  private boolean broken(String name, long seq) {
    if (first == null && seq != next) {
      breakAt(What.MISSING, next, "is missing; the next one there is number " + seq);
    }
    return first != null;
  }

  private void breakAt(What what, long seq, String words) {
    first = new Break(chain, seq, what, words);
  }

  private void compare(AuditRecord record) {
    for (Claim claim : claims(record.seq())) {
      if (!claim.seen().hash().equals(record.hash())) {
        refuted.add(
            new Refuted(
                new Break(
                    chain,
                    record.seq(),
                    What.REWRITTEN,
                    "is not the one that " + by(claim) + " saw"),
                claim.by()));
      }
    }
  }

  private List<Claim> claims(long seq) {
    return claims.getOrDefault(chain, new TreeMap<>()).getOrDefault(seq, List.of());
  }

  private static String by(Claim claim) {
    return claim.by() == null
        ? "the head that was kept elsewhere"
        : claim.by().chain() + " in its record " + claim.by().seq();
  }

  private void count(AuditRecord record) {
    began = began == null ? record.at() : began;
    ended = record.at();
    if (record.event().kind() == AuditKind.START
        && record.event().decision().equals(ChainWriter.AFTER_CRASH)) {
      crashes++;
    }
    if (record.event().kind() == AuditKind.GAP) {
      lost += Long.parseLong(record.event().object().replaceFirst(".*:", ""));
    }
  }

  private void close() {
    if (chain == null) {
      return;
    }
    reports.put(chain, new ChainReport(chain, last, began, ended, crashes, lost, first));
    chain = null;
  }

  /** What was found. */
  public Verification finish() {
    close();
    claims.forEach(
        (name, at) -> {
          ChainReport report =
              reports.computeIfAbsent(
                  name,
                  n -> new ChainReport(n, new Head(n, 0, ChainHash.NONE), null, null, 0, 0, null));
          if (report.broken() != null) {
            return;
          }
          at.tailMap(report.head().seq(), false).values().stream()
              .flatMap(List::stream)
              .forEach(claim -> refuted.add(new Refuted(cutOff(report, claim), claim.by())));
        });
    refuted.stream()
        .filter(each -> trusted(each.by()))
        .map(Refuted::found)
        .forEach(
            found -> reports.computeIfPresent(found.chain(), (name, known) -> known.with(found)));
    return new Verification(List.copyOf(reports.values()));
  }

  private static Break cutOff(ChainReport report, Claim claim) {
    return new Break(
        report.chain(),
        report.head().seq() + 1,
        What.CUT_OFF,
        "is missing, and so is all after it up to "
            + claim.seen().seq()
            + ", which "
            + by(claim)
            + " saw");
  }

  private boolean trusted(Head by) {
    ChainReport report = by == null ? null : reports.get(by.chain());
    return report == null || report.broken() == null || report.broken().seq() > by.seq();
  }
}
