package dev.sparkle.knowledge.control;

import dev.sparkle.knowledge.entity.Clearance;

/**
 * Judges material while it is taken in, so that a question need not wait for it. This component
 * keeps what the judge says and does not know how it judges.
 */
public interface MaterialJudge {

  /** Finds nothing and says so: what it has seen is judged later, when it is to be used. */
  MaterialJudge NOBODY =
      new MaterialJudge() {
        @Override
        public String name(String course) {
          return "";
        }

        @Override
        public Clearance clear(String course, String heading, String text) {
          return new Clearance(name(course), heading, text);
        }
      };

  /**
   * Names the judge and all that its judgement rests on; another name, another judgement. Never
   * longer than 100 characters.
   *
   * @param course the course of a material that everyone sees; null for all others
   */
  String name(String course);

  /**
   * Takes out of a passage what addresses a model. Takes milliseconds.
   *
   * @param course as above
   */
  Clearance clear(String course, String heading, String text);
}
