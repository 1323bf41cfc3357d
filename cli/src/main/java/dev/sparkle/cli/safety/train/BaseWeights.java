package dev.sparkle.cli.safety.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sparkle.safety.control.input.Adapted;
import dev.sparkle.safety.control.input.Encoder;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder's weights as its quantised network holds them, as floats: what is trained on top of
 * them fits the very network that runs later.
 */
final class BaseWeights {

  private static final int SIGNED = TensorProto.DataType.INT8.getNumber();

  private final NDManager manager;
  private final Map<String, TensorProto> tensors = new HashMap<>();
  private final Map<String, String> matrices = new HashMap<>();

  BaseWeights(Encoder encoder, NDManager manager) {
    this.manager = manager;
    try {
      ModelProto model = ModelProto.parseFrom(encoder.network());
      for (TensorProto tensor : model.getGraph().getInitializerList()) {
        tensors.put(tensor.getName(), tensor);
      }
      for (NodeProto node : model.getGraph().getNodeList()) {
        if (node.getOpType().equals("MatMulInteger")) {
          matrices.put(node.getName(), node.getInput(1).replaceFirst("_quantized$", ""));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(encoder.modelName() + " is not an ONNX file.", e);
    }
  }

  /** A matrix of a layer. */
  NDArray matrix(Adapted adapted, int layer) {
    return dequantised(matrices.get(adapted.path(layer) + "/MatMul_quant"));
  }

  /** A table of embeddings: {@code word}, {@code position} or {@code token_type}. */
  NDArray embeddings(String of) {
    return dequantised("embeddings." + of + "_embeddings.weight");
  }

  /** Biases and norms, which are not quantised. */
  NDArray vector(String name) {
    TensorProto tensor = tensors.get(name);
    return manager.create(floats(tensor), new Shape(tensor.getDims(0)));
  }

  private NDArray dequantised(String name) {
    TensorProto quantised = tensors.get(name + "_quantized");
    float[] scales = floats(tensors.get(name + "_scale"));
    List<Integer> zeros = tensors.get(name + "_zero_point").getInt32DataList();
    byte[] raw = quantised.getRawData().toByteArray();
    int rows = (int) quantised.getDims(0);
    int columns = (int) quantised.getDims(1);
    boolean signed = quantised.getDataType() == SIGNED;
    float[] values = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      int column = scales.length == 1 ? 0 : i % columns;
      int value = signed ? raw[i] : raw[i] & 0xFF;
      values[i] = (value - zeros.get(column)) * scales[column];
    }
    return manager.create(values, new Shape(rows, columns));
  }

  private static float[] floats(TensorProto tensor) {
    if (tensor.getFloatDataCount() == 0) {
      float[] values = new float[tensor.getRawData().size() / Float.BYTES];
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    }
    float[] values = new float[tensor.getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.getFloatData(i);
    }
    return values;
  }
}
