import { readFileSync } from "node:fs";
import path from "node:path";
import type { Tensor32 } from "../graph/run-graph";
import { sharedPath } from "../shared";

/**
 * The word vectors of NUS-WIDE's labels, as they are in the file (of any length): the 925 seen ones in the
 * labels file's order, then the 81 unseen ones.
 */
export function nusWideVectors(): { all: Tensor32; unseen: Tensor32 } {
  const folder = path.join(sharedPath, "vocabularies");
  const byWord = new Map(
    lines(path.join(folder, "glove-300d-subset.txt")).map((line): [string, number[]] => {
      const [word, ...numbers] = line.split(" ");
      return [word as string, numbers.map(Number)];
    }),
  );
  const labels = lines(path.join(folder, "nus-wide.labels.tsv")).map((line) => line.split("\t"));
  const vectorsOf = (mark: string) =>
    labels
      .filter(([, seen]) => seen === mark)
      .map(([label]) => {
        const vector = byWord.get(label as string);
        if (!vector) throw new Error(`no vector for ${label}`);
        return vector;
      });
  const unseen = vectorsOf("unseen");
  return { all: stack([...vectorsOf("seen"), ...unseen]), unseen: stack(unseen) };
}

function stack(rows: readonly (readonly number[])[]): Tensor32 {
  return { shape: [rows.length, rows[0]?.length ?? 0], data: Float32Array.from(rows.flat()) };
}

function lines(file: string): string[] {
  return readFileSync(file, "utf8").trimEnd().split("\n");
}
