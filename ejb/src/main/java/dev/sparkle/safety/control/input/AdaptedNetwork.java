package dev.sparkle.safety.control.input;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sparkle.safety.control.input.EncoderDelta.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder's ONNX graph with a delta in it. The quantised matrices stay; beside each, the same
 * input also goes through the two factors of low rank, and both results are added. At the end
 * stands the head instead of the tokens' vectors.
 *
 * <p>It knows the graphs of the two {@link Encoder}s, as PyTorch exports BERT and ONNX Runtime
 * quantises it dynamically, and refuses others.
 */
final class AdaptedNetwork {

  /** What the network gives: one row for each text, manipulation and harm, before calibration. */
  static final String LOGITS = "logits";

  private static final String TOKENS = "last_hidden_state";

  private final EncoderDelta delta;
  private final GraphProto.Builder graph;

  private AdaptedNetwork(EncoderDelta delta, GraphProto base) {
    this.delta = delta;
    this.graph = base.toBuilder().clearNode().clearOutput();
  }

  /** The bytes of an ONNX file. */
  static byte[] of(Encoder encoder, EncoderDelta delta) {
    if (!delta.metadata().model().equals(encoder.modelName())) {
      throw new IllegalArgumentException(
          "a delta for " + delta.metadata().model() + ", not for " + encoder.modelName());
    }
    try {
      ModelProto model = ModelProto.parseFrom(encoder.network());
      AdaptedNetwork network = new AdaptedNetwork(delta, model.getGraph());
      network.addLayers(encoder, model.getGraph().getNodeList());
      network.addHead();
      return model.toBuilder().setGraph(network.graph).build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(encoder.modelName() + " is not an ONNX file.", e);
    }
  }

  /** Copies the base graph; behind each adapted matrix come the nodes of its delta. */
  private void addLayers(Encoder encoder, List<NodeProto> nodes) {
    Map<String, String> inputs = new HashMap<>();
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("MatMulInteger")) {
        inputs.put(node.getName(), node.getInput(0).replaceFirst("_quantized$", ""));
      }
    }
    Map<String, Runnable> additions = new HashMap<>();
    for (int layer = 0; layer < encoder.layers(); layer++) {
      for (Adapted adapted : Adapted.values()) {
        String path = adapted.path(layer);
        String input = inputs.get(path + "/MatMul_quant");
        Matrix into = delta.matrix(adapted.into(layer));
        Matrix out = delta.matrix(adapted.out(layer));
        additions.put(path + "/MatMul_output_0", () -> addLowRank(path, input, into, out));
      }
    }
    for (NodeProto node : nodes) {
      Runnable addition = additions.remove(node.getOutput(0));
      if (addition == null) {
        graph.addNode(node);
      } else {
        graph.addNode(node.toBuilder().setOutput(0, node.getOutput(0) + "_base"));
        addition.run();
      }
    }
    if (!additions.isEmpty()) {
      throw new IllegalStateException(
          encoder.modelName() + " has no matrices " + additions.keySet() + ".");
    }
  }

  private void addLowRank(String path, String input, Matrix into, Matrix out) {
    addWeight(path + "/into", into, true);
    addWeight(path + "/out", out, true);
    addNode("MatMul", path + "/low", List.of(input, path + "/into"));
    addNode("MatMul", path + "/added", List.of(path + "/low", path + "/out"));
    addNode(
        "Add", path + "/MatMul_output_0", List.of(path + "/MatMul_output_0_base", path + "/added"));
  }

  /** One text at a time, therefore without a mask. */
  private void addHead() {
    addWeight("/head/hidden/weight", delta.matrix(EncoderDelta.HIDDEN_WEIGHT), true);
    addWeight("/head/hidden/bias", delta.matrix(EncoderDelta.HIDDEN_BIAS), false);
    addWeight("/head/output/weight", delta.matrix(EncoderDelta.OUTPUT_WEIGHT), true);
    addWeight("/head/output/bias", delta.matrix(EncoderDelta.OUTPUT_BIAS), false);
    AttributeProto tokens = ints("axes", 1);
    AttributeProto flat = integer("keepdims", 0);
    addNode("ReduceMean", "/head/mean", List.of(TOKENS), tokens, flat);
    addNode("ReduceMax", "/head/max", List.of(TOKENS), tokens, flat);
    addNode("Concat", "/head/pooled", List.of("/head/mean", "/head/max"), integer("axis", 1));
    addNode("MatMul", "/head/hidden/product", List.of("/head/pooled", "/head/hidden/weight"));
    addNode("Add", "/head/hidden/sum", List.of("/head/hidden/product", "/head/hidden/bias"));
    addNode("Relu", "/head/hidden", List.of("/head/hidden/sum"));
    addNode("MatMul", "/head/output/product", List.of("/head/hidden", "/head/output/weight"));
    addNode("Add", LOGITS, List.of("/head/output/product", "/head/output/bias"));
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(LOGITS)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder()
                            .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
  }

  private void addNode(
      String operation, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operation)
            .setName(output + "#")
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  private void addWeight(String name, Matrix matrix, boolean twoDimensions) {
    ByteBuffer raw =
        ByteBuffer.allocate(matrix.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(matrix.values());
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(raw));
    if (twoDimensions) {
      tensor.addDims(matrix.rows());
    }
    graph.addInitializer(tensor.addDims(matrix.columns()));
  }

  private static AttributeProto integer(String name, int value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto ints(String name, int value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addInts(value)
        .build();
  }
}
