import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { composeScene } from "../../../src/datasets/scenes/compose-scene";
import { drawScene } from "../../../src/datasets/scenes/draw-scene";
import { parseLabelsTsv } from "../../../src/vocabulary/parse-labels-tsv";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { runCli } from "../run-cli";

describe("regionary scenes", () => {
  const directory = directoryPerTest();

  test("writes pictures, their labels and boxes, and what a vocabulary of the labels needs", async () => {
    const out = path.join(directory(), "new", "scenes");
    const { code, out: answer, err } = await runCli(["scenes", "--out", out, "--count", "3", "--size", "64"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(answer).toMatch(/^3 pictures in /);
    const names = ["test-000000.png", "test-000001.png", "test-000002.png"];
    expect((await readdir(out)).sort()).toEqual(["labels.json", "labels.tsv", ...names, "words.txt"]);
    const described = JSON.parse(await readFile(path.join(out, "labels.json"), "utf8"));
    expect(Object.keys(described)).toEqual(names);
    for (const [index, name] of names.entries()) {
      const { data, objects } = drawScene(composeScene(1, "test", index), 64);
      const pixels = await sharp(path.join(out, name)).raw().toBuffer();
      expect(Buffer.compare(pixels, data)).toBe(0);
      expect(described[name].boxes).toEqual(
        objects.flatMap(({ labels, left, top, right, bottom }) =>
          labels.map((label) => [label, left, top, right, bottom]),
        ),
      );
      expect(described[name].labels).toEqual([...new Set(objects.flatMap(({ labels }) => labels))].sort());
    }
    expect(parseLabelsTsv(await readFile(path.join(out, "labels.tsv"), "utf8"))).toHaveLength(117);
    const shipped = path.resolve(__dirname, "../../../scenes/words.txt");
    expect(await readFile(path.join(out, "words.txt"), "utf8")).toBe(await readFile(shipped, "utf8"));
  });

  test("takes the split, the seed and the size, and refuses impossible ones", async () => {
    const out = directory();
    const args = ["scenes", "--out", out, "--count", "1"];
    await runCli([...args, "--split", "train", "--seed", "5", "--size", "32"]);
    const pixels = await sharp(path.join(out, "train-000000.png")).raw().toBuffer();
    expect(Buffer.compare(pixels, drawScene(composeScene(5, "train", 0), 32).data)).toBe(0);
    expect(await runCli([...args, "--split", "all"])).toMatchObject({ code: 2 });
    expect(await runCli([...args, "--size", "31"])).toMatchObject({ code: 2 });
    expect((await runCli([...args, "--size", "1e3"])).err).toContain("a whole number from 32 to 1024");
  });

  test("writes no labels when it is interrupted", async () => {
    const running = runCli(["scenes", "--out", directory(), "--count", "100000", "--size", "32"]);
    const timer = setInterval(() => process.emit("SIGINT"), 50);
    const { code } = await running;
    clearInterval(timer);
    expect(code).toBe(130);
    expect(await readdir(directory())).not.toContain("labels.json");
  });
});
