import { fromFloat16, toFloat16 } from "../../src/tensor/float16";
import { randomTensor } from "../helpers/graph/random-tensors";

const half = (value: number) => toFloat16(Float32Array.of(value))[0];

describe("toFloat16", () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.1, 0x2e66],
    [1 / 3, 0x3555],
    [Math.PI, 0x4248],
    [65504, 0x7bff],
  ])("turns %p into its IEEE 754 bits", (value, bits) => {
    expect(half(value)).toBe(bits);
  });

  it("rounds a tie to the even neighbor", () => {
    expect(half(1 + 2 ** -11)).toBe(0x3c00);
    expect(half(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(half(2 - 2 ** -11)).toBe(0x4000);
  });

  it("keeps subnormal numbers, also rounding their ties to even", () => {
    expect(half(2 ** -14)).toBe(0x0400);
    expect(half(2 ** -24)).toBe(0x0001);
    expect(half(-(2 ** -24))).toBe(0x8001);
    expect(half(2 ** -25)).toBe(0x0000);
    expect(half(1.01 * 2 ** -25)).toBe(0x0001);
    expect(half(3 * 2 ** -25)).toBe(0x0002);
    expect(half(2 ** -14 - 2 ** -25)).toBe(0x0400);
  });

  it("gives infinity from half a step beyond the largest number on", () => {
    expect(half(65519.99)).toBe(0x7bff);
    expect(half(65520)).toBe(0x7c00);
    expect(half(-1e30)).toBe(0xfc00);
    expect(half(Number.NEGATIVE_INFINITY)).toBe(0xfc00);
  });

  it("can be undone into given memory, using no more of it than there are numbers", () => {
    const memory = Float32Array.of(9, 9, 9, 9);
    expect(fromFloat16(Uint16Array.of(0x3c00, 0xc000), memory.subarray(1, 3))).toEqual(
      Float32Array.of(1, -2),
    );
    expect(memory).toEqual(Float32Array.of(9, 1, -2, 9));
  });

  it("keeps NaN", () => {
    expect(fromFloat16(toFloat16(Float32Array.of(Number.NaN)))).toEqual(Float32Array.of(Number.NaN));
  });

  it("is never off by more than half a unit in the eleventh binary digit", () => {
    const { data } = randomTensor([10_000], 1);
    fromFloat16(toFloat16(data)).forEach((rounded, index) => {
      const value = data[index] as number;
      expect(Math.abs(rounded - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -11, 2 ** -25));
    });
  });

  it("reads a view that starts inside its buffer", () => {
    expect(toFloat16(Float32Array.of(9, 1, 2).subarray(1))).toEqual(Uint16Array.of(0x3c00, 0x4000));
  });

  it("writes into the memory that it is given", () => {
    const memory = new Uint16Array(new SharedArrayBuffer(6));
    toFloat16(Float32Array.of(1, 2), memory.subarray(1));
    expect([...memory]).toEqual([0, 0x3c00, 0x4000]);
  });
});

describe("fromFloat16", () => {
  it("is reversed exactly by toFloat16, for every number and infinity", () => {
    const numbers = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
      (bits) => (bits & 0x7fff) <= 0x7c00,
    );
    expect(toFloat16(fromFloat16(numbers))).toEqual(numbers);
  });

  it("knows the smallest and largest numbers", () => {
    expect(fromFloat16(Uint16Array.of(0x0001, 0x03ff, 0x0400, 0x7bff, 0xfc00))).toEqual(
      Float32Array.of(2 ** -24, 1023 * 2 ** -24, 2 ** -14, 65504, Number.NEGATIVE_INFINITY),
    );
  });
});
