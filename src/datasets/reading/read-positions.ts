import { invalidDataset, quoted } from "../invalid-dataset";
import { readLines } from "./read-lines";

/**
 * A file with a position on each line, counted from 0: which labels of a longer list are used (the authors'
 * `top_400_unseen.csv` chooses 400 of 2,594). Exactly `count`, each below `length` and none twice.
 */
export async function readPositions(file: string, count: number, length: number): Promise<number[]> {
  const positions = new Set<number>();
  for await (const { text, number } of readLines(file)) {
    const field = text.split(",")[0]!;
    const position = Number(field);
    if (!/^\d+(\.0*)?$/.test(field) || position >= length || positions.has(position)) {
      const problem = `expected a position from 0 to ${length - 1} that did not come before, but got ${quoted(text)}`;
      throw invalidDataset({ file, at: `line ${number}` }, problem, "Correct the line.");
    }
    positions.add(position);
  }
  if (positions.size === count) return [...positions];
  const problem = `expected ${count} positions, one for each unseen label, but got ${positions.size}`;
  throw invalidDataset({ file }, problem, "Give the file that belongs to the label list.");
}
