package dev.sparkle.safety.control;

import dev.sparkle.identity.entity.Caller;
import dev.sparkle.llm.entity.Ending;
import dev.sparkle.llm.entity.ModelCall;
import dev.sparkle.safety.entity.Layer;
import java.util.List;

/** Sees what the layers decide, and keeps it. */
interface Witness {

  /** Keeps nothing: for layers without a server. */
  Witness NOBODY =
      new Witness() {
        @Override
        public String nameOf(Caller caller) {
          return "unknown";
        }

        @Override
        public void decided(
            ModelCall call,
            Layer layer,
            String decision,
            String reason,
            double score,
            List<String> rules) {}

        @Override
        public void ended(ModelCall call, Ending ending) {}
      };

  /** The name by which a caller appears in logs and records. */
  String nameOf(Caller caller);

  /**
   * A layer decided.
   *
   * @param call null if it was about material
   */
  void decided(
      ModelCall call,
      Layer layer,
      String decision,
      String reason,
      double score,
      List<String> rules);

  /** A call ended. */
  void ended(ModelCall call, Ending ending);
}
