package dev.sparkle.safety.control.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a network of five words: each has a vector of two logits, and a text has the highest of its
 * words. "attack" says 4 for the last label, "plant" 2 for the first.
 */
class OnnxSequenceClassifierTest {

  private static final List<String> WORDS = List.of("[UNK]", "[CLS]", "[SEP]", "plant", "attack");
  private static final float[] LOGITS = {0, 0, 0, 0, 0, 0, 2, 0, 0, 4};

  @TempDir private Path folder;

  private void write(String... inputs) throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    for (String input : inputs) {
      graph.addInput(value(input, TensorProto.DataType.INT64, 2));
    }
    TensorProto.Builder table =
        TensorProto.newBuilder()
            .setName("table")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(WORDS.size())
            .addDims(2);
    for (float logit : LOGITS) {
      table.addFloatData(logit);
    }
    graph.addInitializer(table);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Gather")
            .addInput("table")
            .addInput("input_ids")
            .addOutput("each"));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("ReduceMax")
            .addInput("each")
            .addOutput("logits")
            .addAttribute(ints("axes", 1))
            .addAttribute(number("keepdims", 0)));
    graph.addOutput(value("logits", TensorProto.DataType.FLOAT, 2));
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(7)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
            .setGraph(graph)
            .build();
    Files.write(folder.resolve("model.onnx"), model.toByteArray());
    StringBuilder vocabulary = new StringBuilder();
    for (int id = 0; id < WORDS.size(); id++) {
      vocabulary.append(id == 0 ? "" : ",").append("\"%s\":%d".formatted(WORDS.get(id), id));
    }
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[
          {"id":1,"content":"[CLS]","special":true,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false},
          {"id":2,"content":"[SEP]","special":true,"single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],
         "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
         "post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},
         "decoder":null,
         "model":{"type":"WordLevel","unk_token":"[UNK]","vocab":{%s}}}
        """
            .formatted(vocabulary));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, int dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension = 0; dimension < dimensions; dimension++) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  private static AttributeProto ints(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addInts(value)
        .build();
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
  }

  private double score(String text) {
    try (OnnxSequenceClassifier classifier = OnnxSequenceClassifier.load(folder)) {
      return classifier.score(text).manipulation();
    }
  }

  @Test
  void scoresByTheShareOfTheLastLabel() throws IOException {
    write("input_ids", "attention_mask");
    assertEquals(1 / (1 + Math.exp(2)), score("plant plant"), 1e-6);
    assertEquals(1 / (1 + Math.exp(-2)), score("Plant attack"), 1e-6);
    assertEquals(0.5, score(""), 1e-6);
  }

  @Test
  void takesTheAttackLabelFromTheConfiguration() throws IOException {
    write("input_ids", "attention_mask");
    config("{\"id2label\":{\"0\":\"MALICIOUS\",\"1\":\"BENIGN\"}}");
    assertEquals(1 / (1 + Math.exp(4)), score("attack"), 1e-6);
  }

  @Test
  void givesTokenTypesToANetworkThatWantsThem() throws IOException {
    write("input_ids", "attention_mask", "token_type_ids");
    assertTrue(score("attack") > 0.9);
  }

  @Test
  void findsAnAttackAnywhereInALongText() throws IOException {
    write("input_ids", "attention_mask");
    config("{\"max_position_embeddings\":16}");
    for (int place : new int[] {0, 13, 14, 50, 99}) {
      String text = "x ".repeat(place) + "attack" + " x".repeat(99 - place);
      assertTrue(score(text) > 0.9, "at " + place);
    }
    assertTrue(score("plant ".repeat(100)) < 0.2);
  }

  @Test
  void readsNoMoreTokensAtOnceThanTheNetworkTakes() throws IOException {
    write("input_ids", "attention_mask");
    config("{\"max_position_embeddings\":16}");
    // in one window the plant's +2 for label 0 would make the attack less sure
    double apart = score("attack " + "x ".repeat(60) + "plant");
    assertEquals(1 / (1 + Math.exp(-4)), apart, 1e-6);
  }

  @Test
  void tellsWhatIsWrongWithAFolder() throws IOException {
    assertTells("there is no " + folder.resolve("model.onnx"));
    write("input_ids", "attention_mask");
    config("{\"id2label\":{\"0\":\"CATS\",\"1\":\"DOGS\"}}");
    assertTells("none of the labels {\"0\":\"CATS\",\"1\":\"DOGS\"} is known to mean an attack");
    config("no json");
    assertTells("config.json is no configuration of a model");
    Files.delete(folder.resolve("config.json"));
    write("input_ids", "pixels");
    assertTells("model.onnx takes [input_ids, pixels]; it should take input_ids, attention_mask");
    write("input_ids", "attention_mask");
    Files.writeString(folder.resolve("model.onnx"), "no network");
    assertTells("model.onnx is no network that ONNX Runtime can load");
    write("input_ids", "attention_mask");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertTells("tokenizer.json is no tokenizer of the tokenizers library");
    Files.delete(folder.resolve("tokenizer.json"));
    assertTells("there is no " + folder.resolve("tokenizer.json"));
  }

  private void assertTells(String words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> OnnxSequenceClassifier.load(folder))
            .getMessage();
    assertTrue(message.contains(words), message);
  }
}
