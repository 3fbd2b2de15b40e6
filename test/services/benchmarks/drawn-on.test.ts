import { drawnOn } from "../../../src/services/benchmarks/drawn-on";

const size = (width: number, height: number) => ({ width, height });
const box = (right: number, bottom: number) => ({ label: 0, left: 0, top: 0, right, bottom });
const plain = { stored: size(64, 32), seen: size(64, 32), isTurned: false };
const quarter = { stored: size(64, 32), seen: size(32, 64), isTurned: true };
const half = { stored: size(64, 32), seen: size(64, 32), isTurned: true };
const square = { stored: size(50, 50), seen: size(50, 50), isTurned: true };

test.each([
  ["as seen where the size is that of the turned picture", quarter, size(32, 64), [], "AS_SEEN"],
  ["as stored where the size is that of the pixels", quarter, size(64, 32), [], "AS_STORED"],
  ["on none of them where the size is of neither", quarter, size(640, 480), [], "neither"],
  ["on none of them where a picture that is not turned has another size", plain, size(32, 64), [], "neither"],
  ["as seen where only that holds the boxes", quarter, null, [box(30, 60)], "AS_SEEN"],
  ["as stored where only that holds the boxes", quarter, null, [box(60, 30)], "AS_STORED"],
  ["as seen where a rounded box is a pixel over its edge", quarter, null, [box(33, 64)], "AS_SEEN"],
  ["on an unknown one where both hold the boxes", quarter, null, [box(20, 20)], "UNKNOWN"],
  ["on an unknown one where neither holds the boxes", quarter, null, [box(60, 60)], "UNKNOWN"],
  ["on an unknown one without a box or a size", quarter, null, [], "UNKNOWN"],
  ["on an unknown one of a picture that is upside down", half, size(64, 32), [], "UNKNOWN"],
  ["on an unknown one of a square picture", square, size(50, 50), [box(10, 40)], "UNKNOWN"],
  ["on the only one of a picture that is not turned", plain, size(64, 32), [], null],
  ["on the only one where boxes lie outside", plain, null, [box(900, 900)], null],
] as const)("labels were drawn %s", (_, picture, stated, boxes, expected) => {
  expect(drawnOn(picture, stated, boxes)).toBe(expected);
});
