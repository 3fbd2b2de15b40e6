import { isNear } from "../../../src/services/search/near";
import type { Box, Relation } from "../../../src/services/search/search-request";

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

/** Of the box from (100, 100) to (200, 160). */
const table = box(100, 100, 200, 160);

describe("isNear", () => {
  it.each<[Relation, string, Box, boolean]>([
    ["LEFT_OF", "a box that ends where the other begins", box(40, 100, 100, 160), true],
    ["LEFT_OF", "one that reaches into it with less than half of either", box(40, 0, 140, 20), true],
    ["LEFT_OF", "one whose center is at its left edge", box(60, 100, 140, 160), false],
    ["LEFT_OF", "a wide one that reaches beyond the other's center", box(-200, 100, 150, 160), false],
    ["LEFT_OF", "one to the right", box(200, 100, 260, 160), false],
    ["RIGHT_OF", "a box that begins where the other ends", box(200, 100, 260, 160), true],
    ["RIGHT_OF", "one whose center is at its right edge", box(160, 100, 240, 160), false],
    ["RIGHT_OF", "one to the left", box(40, 100, 100, 160), false],
    ["ABOVE", "a box that stands on it", box(130, 60, 150, 100), true],
    ["ABOVE", "one that reaches into it with less than half of either", box(130, 50, 150, 129), true],
    ["ABOVE", "one that reaches to its center", box(130, 50, 150, 130), false],
    ["ABOVE", "one below", box(130, 160, 150, 200), false],
    ["BELOW", "a box under it", box(0, 160, 10, 200), true],
    ["BELOW", "one above", box(130, 60, 150, 100), false],
    ["WITHIN", "a box inside", box(110, 110, 120, 120), true],
    ["WITHIN", "the same box", box(100, 100, 200, 160), true],
    ["WITHIN", "a box of which a tenth is outside", box(91, 100, 181, 160), true],
    ["WITHIN", "a box of which more is outside", box(89, 100, 179, 160), false],
    ["WITHIN", "a box around it", box(0, 0, 300, 300), false],
    ["BESIDE", "one next to it at half of its height", box(210, 130, 260, 190), true],
    ["BESIDE", "one that shares less of the height", box(210, 131, 260, 191), false],
    ["BESIDE", "one as far away as the wider is wide", box(300, 100, 340, 160), true],
    ["BESIDE", "one that is farther", box(301, 100, 341, 160), false],
    ["BESIDE", "one above it", box(100, 40, 200, 100), false],
    ["OVERLAPPING", "a box that shares a pixel", box(199, 159, 300, 300), true],
    ["OVERLAPPING", "a box that touches it", box(200, 100, 260, 160), false],
    ["OVERLAPPING", "a box elsewhere", box(0, 0, 10, 10), false],
  ])("%s: %s", (relation, _, other, expected) => {
    expect(isNear(relation, [other], [table])).toBe(expected);
  });

  it("holds where any box is so to any other", () => {
    const [far, left] = [box(900, 900, 910, 910), box(0, 100, 50, 160)];
    expect(isNear("LEFT_OF", [far, left], [box(0, 0, 5, 5), table])).toBe(true);
    expect(isNear("LEFT_OF", [], [table])).toBe(false);
    expect(isNear("LEFT_OF", [left], [])).toBe(false);
  });

  it("holds of no box and itself", () => {
    expect(isNear("OVERLAPPING", [table], [table])).toBe(false);
    expect(isNear("OVERLAPPING", [table, box(150, 150, 250, 250)], [table])).toBe(true);
  });
});
