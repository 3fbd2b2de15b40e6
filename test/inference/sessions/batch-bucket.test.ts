import { bucketFor } from "../../../src/inference/sessions/batch-bucket";

describe("bucketFor", () => {
  test.each([
    [1, 32, 1],
    [2, 32, 2],
    [3, 32, 4],
    [5, 32, 8],
    [17, 32, 32],
    [32, 32, 32],
    [16, 20, 16],
    [17, 20, 20], // the cap is a size too
    [1, 1, 1],
    [3, 3, 3],
  ])("pads a batch of %i with a cap of %i to %i", (count, cap, size) => {
    expect(bucketFor(count, cap)).toBe(size);
  });

  test("has no more sizes than the powers of two up to the cap and the cap itself", () => {
    const sizes = Array.from({ length: 48 }, (_, i) => bucketFor(i + 1, 48));
    expect([...new Set(sizes)]).toEqual([1, 2, 4, 8, 16, 32, 48]);
  });

  test.each([
    [0, 8],
    [9, 8],
    [1.5, 8],
    [1, Number.NaN],
  ])("refuses a batch of %p with a cap of %p", (count, cap) => {
    expect(() => bucketFor(count, cap)).toThrow(RangeError);
  });
});
