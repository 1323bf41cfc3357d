package dev.sparkle.audit.control;

import dev.sparkle.audit.entity.Head;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What verifying all chains found.
 *
 * @param chains in the order of their names
 */
public record Verification(List<ChainReport> chains) {

  /** What is wrong with a record. */
  public enum What {
    /** Its content does not fit its hash. */
    ALTERED,
    /** It is not there, and later ones are. */
    MISSING,
    /** It and all later ones are not there, and somebody saw them. */
    CUT_OFF,
    /** It fits its own chain, but is not the one that somebody saw. */
    REWRITTEN;

    /** The stable name. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A record that is not as it was written. {@code words} go on after "record N of CHAIN". */
  public record Break(String chain, long seq, What what, String words) {

    /** A sentence for a person. */
    public String sentence() {
      return "record " + seq + " of " + chain + " " + words;
    }
  }

  /**
   * One chain.
   *
   * @param head the last record that holds
   * @param first when the first record was written; null without records
   * @param last when the last record that holds was written; null without records
   * @param crashes how often its node ended without a goodbye; each may have lost the records of
   *     the moment before
   * @param lost records that are known to be lost, because too many waited
   * @param broken the first record that does not hold; null: all do
   */
  public record ChainReport(
      String chain, Head head, Instant first, Instant last, long crashes, long lost, Break broken) {

    /** The same with that break, if it is the first. */
    ChainReport with(Break found) {
      return broken != null && broken.seq() <= found.seq()
          ? this
          : new ChainReport(chain, head, first, last, crashes, lost, found);
    }
  }

  public Verification {
    chains = List.copyOf(chains);
  }

  /** Whether every record of every chain is as it was written, as far as can be known. */
  public boolean whole() {
    return broken().isEmpty();
  }

  /** The breaks, one of each broken chain. */
  public List<Break> broken() {
    return chains.stream().map(ChainReport::broken).filter(Objects::nonNull).toList();
  }

  /** Records that hold. */
  public long records() {
    return chains.stream().mapToLong(chain -> chain.head().seq()).sum();
  }

  /** The break of a chain. */
  public Optional<Break> broken(String chain) {
    return broken().stream().filter(each -> each.chain().equals(chain)).findFirst();
  }
}
