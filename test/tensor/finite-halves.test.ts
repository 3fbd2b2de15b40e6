import { areFiniteHalves } from "../../src/tensor/finite-halves";

const INFINITY = 0x7c00;
const NEGATIVE_INFINITY = 0xfc00;
const NAN = 0x7e00;
const LARGEST = 0x7bff; // 65,504

describe("halves given as their bits", () => {
  it("are finite up to the largest and the smallest, of either sign", () => {
    expect(areFiniteHalves(Uint16Array.of())).toBe(true);
    expect(areFiniteHalves(Uint16Array.of(LARGEST, LARGEST | 0x8000, 0, 1, 0x8000, 0x3c00, 0xbc00))).toBe(
      true,
    );
  });

  it("are not finite with an infinity or NaN at any place, in memory that begins at any place", () => {
    for (const bits of [INFINITY, NEGATIVE_INFINITY, NAN, 0x7c01, 0xffff])
      for (let start = 0; start < 2; start++)
        for (let length = 1; length <= 5; length++)
          for (let place = 0; place < length; place++) {
            const halves = new Uint16Array(8).fill(LARGEST).subarray(start, start + length);
            halves[place] = bits;
            expect(areFiniteHalves(halves)).toBe(false);
          }
  });
});
