import { identityBasis } from "../../../src/search/sketch/basis";
import { basisFromBytes, basisToBytes } from "../../../src/search/sketch/basis-bytes";
import { learnBasis } from "../../../src/search/sketch/learn-basis";
import { projectClassifier } from "../../../src/search/sketch/project-classifier";
import { sketchLayout } from "../../../src/search/sketch/sketch-layout";
import { randomTensor } from "../../helpers/graph/random-tensors";

const size = 96;
const layout = sketchLayout({ rows: 4, whole: false, regionSize: size });

describe("a learned basis", () => {
  const center = randomTensor([size], 1).data;
  const covariance = momentOf(randomTensor([300, size], 2).data.map((x, i) => x / (1 + (i % size))));
  const classifiers = { products: momentOf(randomTensor([500, size], 3).data), count: 500 };
  const basis = learnBasis(layout, { center, covariance, classifiers });

  it("leaves the products of classifiers and regions as they are", () => {
    const classifier = randomTensor([size], 4).data;
    const region = randomTensor([size], 5).data;
    const numbers = (at: (dim: number) => number) => Array.from({ length: size }, (_, dim) => at(dim));
    const from = region.map((value, i) => value - center[i]!);
    const ofRegion = numbers((dim) => dot(from, (i) => basis.ofRegions![i * size + dim]!));
    const ofClassifier = numbers((dim) => dot(classifier, (i) => basis.ofClassifiers[dim * size + i]!));
    const { offset, values } = projectClassifier(basis, classifier);
    expect(offset + dot(ofRegion, (dim) => ofClassifier[dim]!)).toBeCloseTo(
      dot(classifier, (i) => region[i]!),
      5,
    );
    expect(Array.from(values)).toEqual(ofClassifier.slice(0, layout.dims).map((x) => expect.closeTo(x, 5)));
  });

  it("has most of what regions vary by in its first numbers", () => {
    // Number i of these regions deviates by 1/(1 + i), and variances become deviations by the balance: the first 48 of 96
    // have (1 + 1/2 + ... + 1/48) / (1 + 1/2 + ... + 1/96) = 0.866 of it all, and principal axes no less.
    const lengths = Array.from({ length: size }, (_, dim) => {
      const column = Array.from({ length: size }, (_, i) => basis.ofRegions![i * size + dim]!);
      return column.reduce(
        (sum, a, i) => sum + column.reduce((inner, b, j) => inner + a * b * covariance[i * size + j]!, 0),
        0,
      );
    });
    const total = lengths.reduce((a, b) => a + b);
    expect(lengths.slice(0, layout.dims).reduce((a, b) => a + b) / total).toBeGreaterThan(0.866);
  });

  it("comes back from its bytes, wherever they lie", () => {
    const bytes = basisToBytes(basis);
    const elsewhere = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    expect(basisFromBytes(elsewhere)).toEqual(basis);
    expect(() => basisFromBytes(bytes.subarray(0, -4))).toThrow(/expected a basis of \d+ bytes; got \d+/);
  });
});

it("the identity comes back from its bytes", () => {
  const basis = identityBasis(layout);
  expect(basisFromBytes(basisToBytes(basis))).toEqual(basis);
});

/** The sum of x xᵀ over rows. */
function momentOf(rows: Float32Array): Float32Array {
  const moment = new Float32Array(size ** 2);
  for (let start = 0; start < rows.length; start += size)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) moment[i * size + j]! += rows[start + i]! * rows[start + j]!;
  return moment;
}

function dot(values: ArrayLike<number>, other: (i: number) => number): number {
  return Array.from(values).reduce((sum, value, i) => sum + value * other(i), 0);
}
