import { createHash } from "node:crypto";
import { labelVectorsHash } from "../../src/vocabulary/label-vectors-hash";

const base = {
  labels: [
    { label: "cat", training: "SEEN" },
    { label: "dog", training: "UNSEEN" },
  ],
  dimensions: 2,
  vectors: Float32Array.from([1, 2, 3, 4]),
};

describe("labelVectorsHash", () => {
  test("is the sha256 of the header's length, the header and the little-endian vectors", () => {
    const header = '[2,[["cat","SEEN"],["dog","UNSEEN"]]]';
    const vectors = Buffer.from("0000803f000000400000404000008040", "hex");
    const expected = createHash("sha256").update(`${header.length}\n${header}`).update(vectors).digest("hex");
    expect(labelVectorsHash(base)).toBe(expected);
  });

  test("does not depend on where the vectors lie in memory", () => {
    const within = Float32Array.from([9, 1, 2, 3, 4, 9]).subarray(1, 5);
    expect(labelVectorsHash({ ...base, vectors: within })).toBe(labelVectorsHash(base));
  });

  test("changes with a label, a mark, the order, the dimensions or one bit of a vector", () => {
    const [cat, dog] = base.labels as [(typeof base.labels)[0], (typeof base.labels)[0]];
    const others = [
      { ...base, labels: [{ ...cat, label: "cats" }, dog] },
      { ...base, labels: [{ ...cat, training: "UNSEEN" }, dog] },
      { ...base, labels: [dog, cat] },
      { ...base, dimensions: 4 },
      { ...base, vectors: Float32Array.from([1, 2, 3, 4.0000005]) },
    ].map(labelVectorsHash);
    expect(new Set([...others, labelVectorsHash(base)]).size).toBe(6);
  });
});
