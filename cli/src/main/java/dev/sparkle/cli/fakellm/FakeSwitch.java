package dev.sparkle.cli.fakellm;

import dev.sparkle.cli.fakellm.FakeBehaviour.Faults;
import dev.sparkle.cli.fakellm.FakeBehaviour.Garbage;
import dev.sparkle.cli.fakellm.FakeBehaviour.Pace;
import dev.sparkle.cli.fakellm.FakeBehaviour.Speech;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The switches of the fake language model. A switch has one name in {@code POST /control} and
 * behind the {@code ?} of a model's name, and the same with hyphens as an option.
 */
enum FakeSwitch {
  TOKENS_PER_SECOND {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Pace pace = new Pace(Double.parseDouble(value), b.pace().firstTokenDelayMs());
      return new FakeBehaviour(pace, b.faults(), b.speech(), b.apiKey());
    }
  },
  FIRST_TOKEN_DELAY_MS {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Pace pace = new Pace(b.pace().tokensPerSecond(), Long.parseLong(value));
      return new FakeBehaviour(pace, b.faults(), b.speech(), b.apiKey());
    }
  },
  ERROR_RATE {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Faults f = b.faults();
      return with(
          b,
          new Faults(
              Double.parseDouble(value),
              f.errorStatus(),
              f.retryAfterSeconds(),
              f.cutAfterTokens(),
              f.stallAfterTokens(),
              f.garbage()));
    }
  },
  ERROR_STATUS {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Faults f = b.faults();
      return with(
          b,
          new Faults(
              f.errorRate(),
              Integer.parseInt(value),
              f.retryAfterSeconds(),
              f.cutAfterTokens(),
              f.stallAfterTokens(),
              f.garbage()));
    }
  },
  RETRY_AFTER_SECONDS {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Faults f = b.faults();
      return with(
          b,
          new Faults(
              f.errorRate(),
              f.errorStatus(),
              Integer.parseInt(value),
              f.cutAfterTokens(),
              f.stallAfterTokens(),
              f.garbage()));
    }
  },
  CUT_AFTER_TOKENS {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Faults f = b.faults();
      return with(
          b,
          new Faults(
              f.errorRate(),
              f.errorStatus(),
              f.retryAfterSeconds(),
              Integer.parseInt(value),
              f.stallAfterTokens(),
              f.garbage()));
    }
  },
  STALL_AFTER_TOKENS {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Faults f = b.faults();
      return with(
          b,
          new Faults(
              f.errorRate(),
              f.errorStatus(),
              f.retryAfterSeconds(),
              f.cutAfterTokens(),
              Integer.parseInt(value),
              f.garbage()));
    }
  },
  GARBAGE {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Faults f = b.faults();
      return with(
          b,
          new Faults(
              f.errorRate(),
              f.errorStatus(),
              f.retryAfterSeconds(),
              f.cutAfterTokens(),
              f.stallAfterTokens(),
              Garbage.valueOf(value.toUpperCase(Locale.ROOT))));
    }
  },
  ANSWER {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Speech s = b.speech();
      return with(b, new Speech(value, s.tokens(), s.usage(), s.finishReason()));
    }
  },
  TOKENS {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Speech s = b.speech();
      return with(b, new Speech(s.answer(), Integer.parseInt(value), s.usage(), s.finishReason()));
    }
  },
  USAGE {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Speech s = b.speech();
      boolean usage = Boolean.parseBoolean(value);
      return with(b, new Speech(s.answer(), s.tokens(), usage, s.finishReason()));
    }
  },
  FINISH_REASON {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      Speech s = b.speech();
      return with(b, new Speech(s.answer(), s.tokens(), s.usage(), value));
    }
  },
  API_KEY {
    @Override
    FakeBehaviour set(FakeBehaviour b, String value) {
      return new FakeBehaviour(b.pace(), b.faults(), b.speech(), value);
    }
  };

  /**
   * The behaviour with this switch set.
   *
   * @throws IllegalArgumentException if the value is no good
   */
  abstract FakeBehaviour set(FakeBehaviour before, String value);

  /** The name on the wire, e.g. {@code cutAfterTokens}. */
  String wireName() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder wire = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      wire.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return wire.toString();
  }

  /**
   * The behaviour with several switches set by their wire names; nothing changes if one is wrong.
   *
   * @throws IllegalArgumentException if a name is unknown or a value is no good; says which
   */
  static FakeBehaviour setAll(FakeBehaviour before, Map<String, String> values) {
    FakeBehaviour behaviour = before;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      FakeSwitch knob =
          Stream.of(values())
              .filter(s -> s.wireName().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("there is no switch " + entry.getKey()));
      try {
        behaviour = knob.set(behaviour, entry.getValue());
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(entry.getKey() + ": " + wrong.getMessage(), wrong);
      }
    }
    return behaviour;
  }

  private static FakeBehaviour with(FakeBehaviour b, Faults faults) {
    return new FakeBehaviour(b.pace(), faults, b.speech(), b.apiKey());
  }

  private static FakeBehaviour with(FakeBehaviour b, Speech speech) {
    return new FakeBehaviour(b.pace(), b.faults(), speech, b.apiKey());
  }
}
