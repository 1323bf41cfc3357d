package dev.sparkle.safety.control.input;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The ways a reader could take a text: as it stands, and with what hides words undone, also one
 * inside the other. A text decoded is a view only if it reads like English or Chinese.
 *
 * <p><b>Limitations.</b> Words hidden in ways that need thought (acrostics, riddles, a code agreed
 * on in the text, sounds alike) are not found, nor is other hidden language than those two.
 */
public final class Views {

  /** Codes inside codes; more than three are not seen in the wild, and a model fails at them. */
  static final int MOST_DEPTH = 3;

  /**
   * Each view is judged by rules and statistics: a text must not buy itself more work than this.
   */
  static final int MOST_VIEWS = 8;

  /** All decoded texts together are at most so many times as long as the text itself. */
  static final int MOST_GROWTH = 4;

  private static final List<Decoder> DECODERS = Decoders.all();

  private final List<View> found = new ArrayList<>();
  private final Queue<View> open = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private int budget;

  private Views() {}

  /**
   * The views of a text; first the plain, normalised one. At most {@value #MOST_VIEWS}, and in time
   * linear in the text's length. Works on any string.
   */
  public static List<View> of(String raw) {
    return new Views().search(raw);
  }

  private List<View> search(String raw) {
    View plain = new View(Normaliser.normalised(raw), List.of());
    found.add(plain);
    seen.add(plain.text());
    open.add(plain);
    budget = MOST_GROWTH * Math.max(256, raw.length());
    HiddenTags.of(raw).ifPresent(hidden -> take(hidden, List.of("tags"), true));
    while (!open.isEmpty() && found.size() < MOST_VIEWS) {
      undo(open.remove());
    }
    return List.copyOf(found);
  }

  private void undo(View view) {
    for (Decoder decoder : DECODERS) {
      if (found.size() == MOST_VIEWS || budget <= 0) {
        return;
      }
      Optional<String> revealed = decoder.reveal(view.text());
      if (revealed.isPresent()) {
        List<String> undone = new ArrayList<>(view.undone());
        undone.add(decoder.name());
        take(revealed.get(), undone, decoder.carries());
      }
    }
  }

  private void take(String revealed, List<String> undone, boolean carries) {
    String text = Normaliser.normalised(revealed).strip();
    budget -= text.length();
    if (budget < 0 || text.isEmpty() || !seen.add(text)) {
      return;
    }
    View view = new View(text, undone);
    boolean reads = Readability.of(text).reads();
    if (reads) {
      found.add(view);
    }
    if ((reads || carries) && undone.size() < MOST_DEPTH) {
      open.add(view);
    }
  }
}
