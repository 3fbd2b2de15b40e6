import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sceneLabels } from "../../../src/datasets/scenes/combinations";
import { writeSceneWordVectors } from "../../../src/datasets/scenes/scene-word-vectors";
import { COLORS, SHAPES, SYNONYMS, TEXTURES } from "../../../src/datasets/scenes/words";
import { cosine } from "../../../src/tensor/cosine";
import { readWordVectors } from "../../../src/vocabulary/files/read-word-vectors";
import { inMemoryWords } from "../../../src/vocabulary/in-memory-words";
import { resolveLabels } from "../../../src/vocabulary/resolve-labels";
import type { WordVector } from "../../../src/vocabulary/word-vector";

const file = path.resolve(__dirname, "../../../scenes/words.txt");

async function readAll(): Promise<WordVector[]> {
  const rows: WordVector[] = [];
  for await (const row of readWordVectors(file)) rows.push(row);
  return rows;
}

describe("scenes/words.txt", () => {
  test("is what the code generates (npm run generate:words writes it)", () => {
    if (process.env.WRITE_WORDS) writeFileSync(file, writeSceneWordVectors());
    expect(readFileSync(file, "utf8")).toBe(writeSceneWordVectors());
  });

  test("is read by the ordinary reader: each word and synonym once, with 32 numbers each", async () => {
    const words = await readAll();
    expect(words.map(({ word }) => word)).toEqual([
      ...SHAPES,
      ...COLORS,
      ...TEXTURES,
      ...Object.keys(SYNONYMS),
    ]);
    expect(words.every(({ vector }) => vector.length === 32)).toBe(true);
  });

  test("gives every label the mean of its two words", async () => {
    const labels = sceneLabels();
    const resolutions = await resolveLabels(labels, await inMemoryWords(readWordVectors(file)));
    expect(resolutions.map(({ label, method }) => ({ label, method }))).toEqual(
      labels.map(({ label }) => ({ label, method: "AVERAGE" })),
    );
    const means = resolutions.map((resolution) => ("vector" in resolution ? resolution.vector.join() : ""));
    expect(new Set(means).size).toBe(labels.length);
  });

  test("has nearly orthogonal words, a little closer within a kind, and synonyms close to their words", async () => {
    const rows = await readAll();
    const vectors = new Map(rows.map(({ word, vector }) => [word, vector]));
    const between = (a: string, b: string) => cosine(vectors.get(a)!, vectors.get(b)!);
    const kinds: readonly (readonly string[])[] = [SHAPES, COLORS, TEXTURES];
    const all = kinds.flat();
    const cosines = (isWanted: (a: string, b: string) => boolean) =>
      all.flatMap((a) => all.filter((b) => a !== b && isWanted(a, b)).map((b) => between(a, b)));
    const isOneKind = (a: string, b: string) => kinds.some((kind) => kind.includes(a) && kind.includes(b));
    const within = cosines(isOneKind);
    const across = cosines((a, b) => !isOneKind(a, b));
    expect(Math.min(...within)).toBeGreaterThan(0.05);
    expect(Math.max(...within)).toBeLessThan(0.4);
    expect(Math.min(...across)).toBeGreaterThan(-0.2);
    expect(Math.max(...across)).toBeLessThan(0.2);
    for (const [synonym, word] of Object.entries(SYNONYMS)) {
      const others = all.filter((other) => other !== word).map((other) => between(synonym, other));
      expect(between(synonym, word)).toBeGreaterThan(0.8);
      expect(Math.max(...others)).toBeLessThan(0.6);
    }
  });
});
