import { createHash } from "node:crypto";
import { labelsOf } from "../../../src/datasets/scenes/combinations";
import { composeScene, type Scene, type SceneObject } from "../../../src/datasets/scenes/compose-scene";
import { drawScene, type VisibleObject } from "../../../src/datasets/scenes/draw-scene";
import { distanceTo } from "../../../src/datasets/scenes/shapes";
import { SHAPES, type Shape } from "../../../src/datasets/scenes/words";

const SIZE = 96;
const plain: Scene = { ...composeScene(1, "train", 0), noise: 0, objects: [] };
const red = { paint: [1, 0, 0], ink: [0, 1, 0] } as const;

/** An upright object in the middle, without a texture. */
function object(shape: Shape, changes: Partial<SceneObject> = {}): SceneObject {
  const grain = { turn: [1, 0], shift: [0, 0], scale: 1, key: 1 } as const;
  const place = { x: 0.5, y: 0.5, radius: 0.25, up: [0, -1] } as const;
  return { shape, color: "red", texture: null, ...place, ...red, grain, ...changes };
}
const draw = (...objects: SceneObject[]) => drawScene({ ...plain, objects }, SIZE);

describe("drawScene", () => {
  test("gives the same bytes on every machine", () => {
    const hash = createHash("sha256");
    for (let index = 0; index < 20; index++) {
      const { data, objects } = drawScene(composeScene(1, "test", index), 64);
      hash.update(data).update(JSON.stringify(objects));
    }
    expect(hash.digest("hex")).toBe("71b6bb9053c4138f6a84bd81c815d5da2c3703a03152ab866285bb12836a0996");
  });

  test("draws one scene at any size, with its boxes in proportion", () => {
    const scene = composeScene(1, "test", 2);
    const small = drawScene(scene, 64);
    const large = drawScene(scene, 256);
    expect([small.data.length, large.data.length]).toEqual([64 * 64 * 3, 256 * 256 * 3]);
    expect(small.objects.map(({ labels }) => labels)).toEqual(large.objects.map(({ labels }) => labels));
    small.objects.forEach(({ left, bottom }, position) => {
      expect(Math.abs(left - large.objects[position]!.left / 4)).toBeLessThan(2);
      expect(Math.abs(bottom - large.objects[position]!.bottom / 4)).toBeLessThan(2);
    });
  });

  test("labels an object by its color and, where it has one, its texture", () => {
    expect(draw(object("star")).objects).toMatchObject([{ labels: ["red star"] }]);
    expect(draw(object("star", { texture: "dotted" })).objects).toMatchObject([
      { labels: ["red star", "dotted star"] },
    ]);
  });

  test.each(SHAPES)("puts the box tightly around the pixels that a %s changes", (shape) => {
    const { data, objects } = draw(object(shape));
    const columns: number[] = [];
    const rows: number[] = [];
    for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
      if (data[3 * pixel]! < 4 * data[3 * pixel + 1]!) continue; // muted tones are nowhere near so red
      columns.push(pixel % SIZE);
      rows.push(Math.floor(pixel / SIZE));
    }
    const [{ left, top, right, bottom }] = objects as [VisibleObject];
    // To a pixel: one that is covered by less than half may still be red enough.
    expect(Math.abs(Math.min(...columns) - left)).toBeLessThanOrEqual(1);
    expect(Math.abs(Math.max(...columns) + 1 - right)).toBeLessThanOrEqual(1);
    expect(Math.abs(Math.min(...rows) - top)).toBeLessThanOrEqual(1);
    expect(Math.abs(Math.max(...rows) + 1 - bottom)).toBeLessThanOrEqual(1);
    expect(Math.min(right - left, bottom - top)).toBeGreaterThan(0.25 * SIZE);
  });

  test("leaves out an object of which others hide more than 60%, and boxes the visible part of others", () => {
    const cover = (x: number) => object("square", { x, radius: 0.4 }); // to 0.312 on either side of x
    const disc = object("disc", { radius: 0.2 }); // from 0.32 to 0.68
    expect(draw(disc, cover(0.5)).objects).toHaveLength(1);
    expect(draw(disc, cover(0.25)).objects).toMatchObject([{ labels: ["red square"] }]); // hidden up to 0.562
    const [half] = draw(disc, cover(0.17)).objects; // hidden up to 0.482
    expect(half).toMatchObject({ labels: ["red disc"], left: Math.round(0.482 * SIZE) });
    expect(half!.right).toBe(Math.round(0.68 * SIZE));
  });

  test("counts what is outside the picture as hidden", () => {
    expect(draw(object("disc", { x: 0.05 })).objects).toHaveLength(1);
    expect(draw(object("disc", { x: -0.1 })).objects).toHaveLength(0);
  });

  test("inks a texture on about half of a square, and nothing without a texture", () => {
    const greenShare = (changes: Partial<SceneObject>) => {
      const { data } = draw(object("square", { radius: 0.4, ...changes }));
      let green = 0;
      for (let pixel = 0; pixel < SIZE * SIZE; pixel++)
        if (data[3 * pixel + 1]! > 4 * data[3 * pixel]!) green++;
      return green / (2 * 0.78 * 0.4 * SIZE) ** 2;
    };
    expect(greenShare({})).toBe(0);
    for (const texture of ["striped", "checked", "rayed"] as const) {
      expect(greenShare({ texture })).toBeGreaterThan(0.35);
      expect(greenShare({ texture })).toBeLessThan(0.6);
    }
    for (const texture of ["dotted", "marbled"] as const) {
      expect(greenShare({ texture })).toBeGreaterThan(0.1);
      expect(greenShare({ texture })).toBeLessThan(0.5);
    }
  });

  test("labels nearly all objects that composeScene places, with boxes that are in the picture and contain the objects", () => {
    let placed = 0;
    let labeled = 0;
    let misplaced = 0;
    for (let index = 0; index < 100; index++) {
      const scene = composeScene(3, "test", index);
      const { objects } = drawScene(scene, 64);
      placed += scene.objects.length;
      labeled += objects.length;
      for (const { left, top, right, bottom, labels } of objects) {
        const here = scene.objects.some(
          (one) =>
            labelsOf(one).join() === labels.join() &&
            Math.abs((left + right) / 128 - one.x) < one.radius &&
            Math.abs((top + bottom) / 128 - one.y) < one.radius,
        );
        const isInPicture = left >= 0 && top >= 0 && right <= 64 && bottom <= 64;
        if (!here || !isInPicture || left >= right || top >= bottom) misplaced++;
      }
    }
    expect(misplaced).toBe(0);
    expect(labeled / placed).toBeGreaterThan(0.9);
  });
});

describe("a shape", () => {
  const steps = Array.from({ length: 53 }, (_, step) => -1.3 + 0.05 * step);
  const points = steps.flatMap((y) => steps.map((x) => [x, y] as const));
  const cellsOf = (shape: Shape) => points.map(([x, y]) => distanceTo(shape)(x, y) < 0);

  test.each(SHAPES)("is within its reach and unlike any other shape: %s", (shape) => {
    const own = cellsOf(shape);
    expect(points.filter(([x, y], cell) => own[cell] && x * x + y * y > 1.2 * 1.2)).toEqual([]);
    for (const other of SHAPES.filter((name) => name !== shape)) {
      const theirs = cellsOf(other);
      const both = own.filter((isIn, cell) => isIn && theirs[cell]).length;
      const either = own.filter((isIn, cell) => isIn || theirs[cell]).length;
      expect(both / either).toBeLessThan(0.85);
    }
  });

  test("has the area that geometry predicts", () => {
    const area = (shape: Shape) => {
      let cells = 0;
      for (let y = -1.3; y < 1.3; y += 0.01)
        for (let x = -1.3; x < 1.3; x += 0.01) if (distanceTo(shape)(x, y) < 0) cells++;
      return cells / 10_000;
    };
    const sine36 = Math.sin(Math.PI / 5);
    const expected: Partial<Record<Shape, number>> = {
      disc: Math.PI * 0.9 ** 2,
      ring: Math.PI * (0.95 ** 2 - 0.43 ** 2),
      square: 1.56 ** 2,
      triangle: 3 * Math.sqrt(3) * 0.52 ** 2, // of its inscribed circle's radius
      star: 5 * 1.08 * 0.5 * sine36, // ten triangles between tip, notch and middle
      cross: 2 * (1.92 * 0.62) - 0.62 ** 2,
      heart: 1.12 ** 2 + Math.PI * 0.56 ** 2, // two half discs on a square
      arrow: 0.75 + 0.56 * 0.95, // the head and the part of the shaft below it
    };
    for (const [shape, value] of Object.entries(expected)) {
      expect(Math.abs(area(shape as Shape) / value - 1)).toBeLessThan(0.02);
    }
  });
});
