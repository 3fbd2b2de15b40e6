import { ByteReader } from "../../files/byte-reader";
import { invalidDataset } from "../invalid-dataset";
import { readTextChunks } from "./read-text-chunks";

const NEWLINE = 0x0a;
const MAX_LINE_BYTES = 1 << 20;

interface Line {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/** The lines of a plain or gzip file, without blanks at their ends; empty ones are left out. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  const reader = new ByteReader(readTextChunks(file));
  try {
    for (let number = 1; ; number++) {
      const bytes = await reader.takeUntil(NEWLINE, MAX_LINE_BYTES);
      if (bytes === null) return;
      if (bytes === "too long") {
        const problem = `expected lines of text, but no line ends within ${MAX_LINE_BYTES} bytes`;
        throw invalidDataset({ file, at: `line ${number}` }, problem, "Give the text file of the set.");
      }
      const text = bytes.toString("utf8").trim();
      if (text !== "") yield { text, number };
    }
  } finally {
    await reader.close();
  }
}
