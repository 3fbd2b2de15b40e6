import type { CheckpointTensor } from "../../../src/model/checkpoints/checkpoint";
import type { ElementType } from "../../../src/model/checkpoints/element-type";
import { matchParameters } from "../../../src/model/checkpoints/match-parameters";

describe("matching a checkpoint with a model's parameters", () => {
  const ignore = /num_batches_tracked$/;

  it("gives every parameter its tensor and passes over what is ignored", () => {
    const tensors = holding(
      tensor("weight", [2, 3]),
      tensor("bias", [2]),
      tensor("num_batches_tracked", [], "int64"),
    );
    const matched = matchParameters(
      [
        { name: "weight", shape: [2, 3] },
        { name: "bias", shape: [2] },
      ],
      tensors,
      { ignore },
    );
    expect([...matched.keys()]).toEqual(["weight", "bias"]);
    expect(matched.get("weight")).toBe(tensors.tensors.get("weight"));
  });

  it("leaves aside the int64 position_ids that old files of Hugging Face carry", () => {
    const tensors = holding(
      tensor("embeddings.position_embedding.weight", [5, 2]),
      tensor("embeddings.position_ids", [1, 5], "int64"),
    );
    const expected = [{ name: "embeddings.position_embedding.weight", shape: [5, 2] }];
    const matched = matchParameters(expected, tensors, { ignore: /\.position_ids$/ });
    expect([...matched.keys()]).toEqual(["embeddings.position_embedding.weight"]);
  });

  it("reports missing, misshaped, wrongly typed and unexpected tensors together, each with its shapes", () => {
    const expected = [
      { name: "gone", shape: [4] },
      { name: "turned", shape: [2, 3] },
      { name: "counted", shape: [2] },
    ];
    const tensors = holding(
      tensor("turned", [3, 2]),
      tensor("counted", [2], "int64"),
      tensor("spare", [1, 1]),
    );
    expect(() => matchParameters(expected, tensors, { ignore })).toThrow(
      expect.objectContaining({
        code: "CHECKPOINT_MISMATCH",
        message:
          "The checkpoint is not of this architecture: 1 missing: gone (expected float32 [4]). " +
          "2 of another shape or type: turned (expected float32 [2, 3], found float32 [3, 2]), " +
          "counted (expected float32 [2], found int64 [2]). 1 not expected: spare (found float32 [1, 1]).",
      }),
    );
  });

  it("names twenty of a long list and counts the rest", () => {
    const expected = Array.from({ length: 33 }, (_, index) => ({ name: `layer.${index}`, shape: [1] }));
    expect(() => matchParameters(expected, holding(), { ignore })).toThrow(
      /33 missing: layer\.0 .*layer\.19 \(expected float32 \[1\]\), and 13 more\./,
    );
  });
});

function tensor(name: string, shape: number[], dtype: ElementType = "float32"): CheckpointTensor {
  return { name, shape, dtype, async *chunks() {} };
}

function holding(...tensors: CheckpointTensor[]) {
  return { tensors: new Map(tensors.map((entry) => [entry.name, entry])) };
}
