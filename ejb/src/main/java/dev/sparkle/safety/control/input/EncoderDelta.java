package dev.sparkle.safety.control.input;

import ai.onnxruntime.platform.Fp16Conversions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What training added to an {@link Encoder}: factors of low rank for each matrix of {@link
 * Adapted}, a head, and where the thresholds lie. A file of a megabyte or two instead of a network.
 *
 * <p>The file, numbers in big-endian order: the four bytes {@code SPKD}; int32 version, 1; int32
 * length and UTF-8 of the metadata, a JSON object; int32 count of the matrices; each matrix: its
 * name ({@link DataOutputStream#writeUTF}), int32 rows, int32 columns, then row by row its values
 * as IEEE 754 half floats.
 *
 * @param matrices by name: {@link Adapted#into}, {@link Adapted#out} and the four of the head
 */
public record EncoderDelta(Metadata metadata, Map<String, Matrix> matrices) {

  /** The head: from mean and maximum over all tokens to one hidden layer. */
  public static final String HIDDEN_WEIGHT = "head.hidden.weight";

  public static final String HIDDEN_BIAS = "head.hidden.bias";

  /** The head: from the hidden layer to two numbers, manipulation and harm. */
  public static final String OUTPUT_WEIGHT = "head.output.weight";

  public static final String OUTPUT_BIAS = "head.output.bias";

  private static final int MAGIC = 0x53504B44;
  private static final int VERSION = 1;
  private static final int MOST_METADATA = 1 << 20;
  private static final int MOST_VALUES = 1 << 26;
  private static final ObjectMapper JSON = new ObjectMapper();

  public EncoderDelta {
    Objects.requireNonNull(metadata, "metadata");
    matrices = Map.copyOf(matrices);
  }

  /**
   * How the delta came to be, and how its scores are to be read.
   *
   * @param model name of the base network, which must be the very one
   * @param maxTokens longest window in training, with its two marks
   * @param corpus SHA-256 over the rows that it was trained on, as hexadecimal digits
   * @param heldOut sources left out of training
   */
  public record Metadata(
      String model,
      int rank,
      int maxTokens,
      Calibration manipulation,
      Calibration harm,
      long seed,
      int rows,
      String corpus,
      List<String> heldOut) {

    public Metadata {
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(manipulation, "manipulation");
      Objects.requireNonNull(harm, "harm");
      if (rank < 1 || maxTokens < 3) {
        throw new IllegalArgumentException("no rank, or no room for a token");
      }
      heldOut = List.copyOf(heldOut);
    }
  }

  /**
   * Turns what the network says into a score of 0 to 1: the logistic function of {@code scale *
   * (logit - threshold)}, which is 0.5 at the threshold.
   */
  public record Calibration(double scale, double threshold) {

    public Calibration {
      if (!(scale > 0) || !Double.isFinite(threshold)) {
        throw new IllegalArgumentException("no calibration: " + scale + ", " + threshold);
      }
    }

    /** 0 to 1; 0.5 at the threshold. */
    public double score(double logit) {
      return 1 / (1 + Math.exp(-scale * (logit - threshold)));
    }
  }

  /** Numbers, row by row. */
  public record Matrix(int rows, int columns, float[] values) {

    public Matrix {
      if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
        throw new IllegalArgumentException("not " + rows + " rows of " + columns);
      }
    }
  }

  /** A matrix that must be there. */
  public Matrix matrix(String name) {
    Matrix matrix = matrices.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException("the delta lacks " + name);
    }
    return matrix;
  }

  /** The same with other thresholds. */
  public EncoderDelta calibrated(Calibration manipulation, Calibration harm) {
    Metadata m = metadata;
    return new EncoderDelta(
        new Metadata(
            m.model, m.rank, m.maxTokens, manipulation, harm, m.seed, m.rows, m.corpus, m.heldOut),
        matrices);
  }

  /**
   * Reads a file's bytes.
   *
   * @throws IllegalArgumentException if they are not such a file, or one of another version
   */
  public static EncoderDelta read(byte[] file) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException("not an encoder delta");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException("an encoder delta of version " + version);
      }
      byte[] metadata = new byte[within(in.readInt(), MOST_METADATA)];
      in.readFully(metadata);
      Map<String, Matrix> matrices = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        matrices.put(in.readUTF(), readMatrix(in));
      }
      return new EncoderDelta(JSON.readValue(metadata, Metadata.class), matrices);
    } catch (IOException e) {
      throw new IllegalArgumentException("a damaged encoder delta: " + e.getMessage(), e);
    }
  }

  private static Matrix readMatrix(DataInputStream in) throws IOException {
    int rows = within(in.readInt(), MOST_VALUES);
    int columns = within(in.readInt(), MOST_VALUES / Math.max(1, rows));
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Fp16Conversions.fp16ToFloat(in.readShort());
    }
    return new Matrix(rows, columns, values);
  }

  private static int within(int value, int most) throws IOException {
    if (value < 0 || value > most) {
      throw new IOException("a length of " + value);
    }
    return value;
  }

  /** The file's bytes; the values lose what half floats do not hold. */
  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      byte[] json = JSON.writeValueAsBytes(metadata);
      out.writeInt(json.length);
      out.write(json);
      out.writeInt(matrices.size());
      for (String name : matrices.keySet().stream().sorted().toList()) {
        Matrix matrix = matrices.get(name);
        out.writeUTF(name);
        out.writeInt(matrix.rows);
        out.writeInt(matrix.columns);
        for (float value : matrix.values) {
          out.writeShort(Fp16Conversions.floatToFp16(value));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
