import { truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { randomStream } from "../../../src/datasets/scenes/random";
import { boundKernel } from "../../../src/search/scan/bound-kernel";
import { createScanner } from "../../../src/search/scan/scanner";
import { sketchPlaces } from "../../../src/search/sketch/sketch-layout";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { randomSketches, randomTerm } from "../../helpers/search/random-sketches";

describe("A scan", () => {
  const layout = { rows: 50, whole: true, regionSize: 64, dims: 32, blocks: 2 };
  const rule = { topRegions: 5, share: 0.25, bias: -1 };
  const random = randomStream(41);
  const terms = [randomTerm(layout, random), randomTerm(layout, random)];
  const sketches = randomSketches(layout, 1_000, random);
  const { bytes } = sketchPlaces(layout);
  const scanner = createScanner({ threads: 2 });
  const directory = directoryPerTest();
  const stored = async () => {
    const sketchPath = path.join(directory(), "sketches.bin");
    await writeFile(sketchPath, sketches);
    return { sketchPath, count: 1_000 };
  };
  afterAll(() => scanner.close());

  /** By the kernel alone, of one sketch after another. */
  const expected = (from: number, to: number) => {
    const kernel = boundKernel(layout, terms, rule, 1);
    const rows = terms.map(() => ({
      upper: new Float32Array(to - from),
      lower: new Float32Array(to - from),
      estimate: new Float32Array(to - from),
    }));
    for (let position = from; position < to; position++) {
      kernel.sketches.set(sketches.subarray(position * bytes, (position + 1) * bytes));
      const found = kernel.bound(1);
      for (const [term, row] of rows.entries())
        for (const [part, name] of (["upper", "lower", "estimate"] as const).entries())
          row[name][position - from] = found[3 * term + part]!;
    }
    return rows;
  };

  it("by several threads bounds what the kernel bounds one by one, for each term, of all images or some", async () => {
    const files = await stored();
    expect(await scanner.scan(files, layout, terms, rule)).toEqual(expected(0, 1_000));
    expect(await scanner.scan(files, layout, terms, { ...rule, from: 37, to: 38 })).toEqual(expected(37, 38));
    expect(await scanner.scan(files, layout, terms, { ...rule, from: 990 })).toEqual(expected(990, 1_000));
  });

  it("of no image, or for no term, is nothing", async () => {
    const files = await stored();
    const [none] = await scanner.scan({ ...files, count: 0 }, layout, terms, rule);
    expect(none!.upper).toHaveLength(0);
    expect(await scanner.scan(files, layout, [], rule)).toEqual([]);
  });

  it("ends when it is canceled", async () => {
    const files = await stored();
    const canceled = scanner.scan(files, layout, terms, { ...rule, signal: AbortSignal.abort() });
    await expect(canceled).rejects.toMatchObject({ name: "AbortError" });
  });

  it("says so when the files are gone, or end too early", async () => {
    const files = await stored();
    await truncate(files.sketchPath, 100);
    await expect(scanner.scan(files, layout, terms, rule)).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("somebody cut them off or deleted them"),
    });
    const gone = { ...files, sketchPath: path.join(directory(), "gone") };
    await expect(scanner.scan(gone, layout, terms, rule)).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("(ENOENT)"),
    });
  });
});
