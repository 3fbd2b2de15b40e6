import { readFile } from "node:fs/promises";
import path from "node:path";
import { compareAblations } from "../../../lab/tests/compare-ablations";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { tinyRecipe } from "../tiny-recipe";

const directory = directoryPerTest();

describe("the comparison of variants that lack a part", () => {
  it("trains each variant from scratch; one without a block has only the weights of the others", async () => {
    const place = {
      out: directory(),
      work: path.join(directory(), "work"),
      threads: 1,
      testPictures: 5,
      signal: new AbortController().signal,
    };
    const trained: [string, number][] = [];
    const report = await compareAblations({ ...tinyRecipe, steps: 2 }, place, ({ step }, variant) => {
      trained.push([variant, step]);
    });
    const names = Object.keys(report.variants);
    expect(trained).toEqual(names.map((name) => [name, 2]));
    const parameters = Object.values(report.variants).map((variant) => variant.parameters);
    const [whole = 0, ...others] = parameters;
    // With d = 4 the region block has 4 maps d to d, d to 2d and back; the scene block one d to d, one 5 to d,
    // a 3x3 convolution and its norm's four; without it the global vector (4 to 5) goes too.
    const region = 4 * (16 + 4) + (32 + 8) + (32 + 4);
    const scene = 16 + 4 + (20 + 4) + (9 * 16 + 4) + 4 * 4 + (20 + 5);
    expect(others.map((count) => whole - count)).toEqual([region, scene, 0, 0]);
    const logits = Object.values(report.variants).map(({ test }) => test.gzsl.map);
    expect(new Set(logits).size).toBe(5);
    const file = path.join(directory(), "ablations.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(report);
  });
});
