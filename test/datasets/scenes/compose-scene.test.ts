import { isUnseen, labelsOf, sceneLabels } from "../../../src/datasets/scenes/combinations";
import { composeScene, type SceneObject } from "../../../src/datasets/scenes/compose-scene";
import { SPLITS, type Split } from "../../../src/datasets/scenes/splits";
import { COLORS, SHAPES, TEXTURES } from "../../../src/datasets/scenes/words";

const PICTURES = 4_000;
const scenesOf = (split: Split) =>
  Array.from({ length: PICTURES }, (_, index) => composeScene(1, split, index));
const labelCounts = (split: Split) => {
  const counts = new Map<string, number>();
  for (const { objects } of scenesOf(split)) {
    for (const label of objects.flatMap(labelsOf)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
};
const seen = sceneLabels().filter((label) => label.seen);
const unseen = sceneLabels().filter((label) => !label.seen);

describe("the labels of scenes", () => {
  test("are 72 colors with shapes and 45 textures with shapes, a fifth of them unseen", () => {
    expect(sceneLabels()).toHaveLength(117);
    expect(new Set(sceneLabels().map(({ label }) => label)).size).toBe(117);
    expect(unseen).toHaveLength(25);
  });

  test("use every word: each is unseen in 1 or 2 combinations of its kind, and seen in all others", () => {
    const unseenColors = (shape: (typeof SHAPES)[number]) => COLORS.filter((word) => isUnseen(word, shape));
    for (const shape of SHAPES) {
      expect([1, 2]).toContain(unseenColors(shape).length);
      expect(TEXTURES.filter((texture) => isUnseen(texture, shape))).toHaveLength(1);
    }
    for (const word of [...COLORS, ...TEXTURES]) {
      expect([1, 2]).toContain(SHAPES.filter((shape) => isUnseen(word, shape)).length);
    }
  });
});

describe("composeScene", () => {
  test("depends on seed, split and index only, and on each of them", () => {
    expect(composeScene(7, "train", 3)).toEqual(composeScene(7, "train", 3));
    const all = [composeScene(7, "train", 3), composeScene(8, "train", 3), composeScene(7, "train", 4)];
    all.push(composeScene(7, "validation", 3), composeScene(7, "test", 3));
    expect(new Set(all.map((scene) => JSON.stringify(scene))).size).toBe(5);
  });

  test.each(["train", "validation"] as const)("never shows an unseen combination in %s pictures", (split) => {
    const counts = labelCounts(split);
    expect(unseen.filter(({ label }) => counts.has(label))).toEqual([]);
  });

  test.each(SPLITS)("shows every label that %s pictures may have in 3 to 8 of 100 pictures", (split) => {
    const counts = labelCounts(split);
    const labels = split === "test" ? [...seen, ...unseen] : seen;
    expect(counts.size).toBe(labels.length);
    const shares = labels.map(({ label }) => counts.get(label)! / PICTURES);
    expect(Math.min(...shares)).toBeGreaterThan(0.03);
    expect(Math.max(...shares)).toBeLessThan(0.08);
  });

  test("shows several objects in nearly every picture, at most 5, and each within its bounds", () => {
    const scenes = scenesOf("train");
    expect(scenes.filter(({ objects }) => objects.length >= 2).length).toBeGreaterThan(0.99 * PICTURES);
    expect(Math.max(...scenes.map(({ objects }) => objects.length))).toBe(5);
    const objects = scenes.flatMap((scene) => scene.objects);
    // A little of each may lie outside the picture; 0.76 is just under the cosine of 40 degrees.
    const isPlaced = ({ x, y, radius }: SceneObject) => Math.min(x, y, 1 - x, 1 - y) > 0.8 * radius;
    const isUpright = ({ up }: SceneObject) => up[1] < -0.76 && Math.abs(up[0] ** 2 + up[1] ** 2 - 1) < 1e-12;
    expect(objects.filter((object) => !isPlaced(object) || !isUpright(object))).toEqual([]);
  });
});
