package dev.sparkle.cli.safety;

import dev.sparkle.cli.services.ExitCode;
import dev.sparkle.cli.services.Trouble;
import dev.sparkle.safety.control.input.Encoder;
import dev.sparkle.safety.control.input.EncoderClassifier;
import dev.sparkle.safety.control.input.EncoderDelta;
import dev.sparkle.safety.control.input.LanguageClassifiers;
import dev.sparkle.safety.control.input.NgramClassifier;
import dev.sparkle.safety.control.input.NgramModel;
import dev.sparkle.safety.control.input.TextClassifier;
import dev.sparkle.safety.control.input.TextClassifier.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The trained models: the shipped ones, or those of a folder, as a training that left sources out
 * made them. Only the latter tell how well unseen texts are judged.
 */
interface Models {

  /** The cheap classifier. */
  TextClassifier ngrams();

  /** The networks; slow to load. */
  TextClassifier encoders();

  /** What comes with the program. */
  static Models shipped() {
    return new Models() {
      @Override
      public TextClassifier ngrams() {
        return NgramClassifier.shipped();
      }

      @Override
      public TextClassifier encoders() {
        return LanguageClassifiers.shipped();
      }
    };
  }

  /**
   * What is in a folder: {@code ngram.bin}, {@code encoder-en.delta}, {@code encoder-zh.delta}. An
   * encoder that is not there is not asked.
   */
  static Models of(Path folder) {
    return new Models() {
      @Override
      public TextClassifier ngrams() {
        Path file = folder.resolve("ngram.bin");
        try (InputStream bytes = Files.newInputStream(file)) {
          return new NgramClassifier(NgramModel.read(bytes));
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }

      @Override
      public TextClassifier encoders() {
        return new LanguageClassifiers(encoder(Encoder.ENGLISH), encoder(Encoder.CHINESE));
      }

      private TextClassifier encoder(Encoder encoder) {
        Path file = folder.resolve("encoder-" + encoder.code() + ".delta");
        if (!Files.exists(file)) {
          return text -> Scores.NONE;
        }
        try {
          return new EncoderClassifier(encoder, EncoderDelta.read(Files.readAllBytes(file)));
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    };
  }

  private static Trouble unreadable(Path file, IOException cause) {
    return new Trouble(
        ExitCode.USAGE,
        "cannot read " + file + ": " + cause.getMessage() + ".",
        "Name a folder that \"safety train\" and \"safety train-ngrams\" wrote to.",
        cause);
  }
}
