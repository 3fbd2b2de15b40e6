import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { invalidDataset } from "../invalid-dataset";
import { readTextChunks } from "./read-text-chunks";

const MAX_ROW_BYTES = 1 << 20;

interface CsvRow {
  readonly fields: readonly string[];
  /** Where the row ends, counted from 1. */
  readonly line: number;
}

/**
 * The rows of a plain or gzip CSV file, including its header, one at a time. Fields may be quoted; blanks
 * around them are dropped, and so are empty lines. Rows may differ in length: the caller checks what it
 * needs.
 */
export async function* readCsv(file: string, delimiter = ","): AsyncGenerator<CsvRow> {
  const source = Readable.from(readTextChunks(file), { objectMode: false });
  const parser = parse({
    delimiter,
    info: true,
    record_delimiter: "\n",
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
  });
  source.on("error", (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser)) {
      yield { fields: record as string[], line: info.lines as number };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = `expected comma-separated values, but ${lowerFirst(error.message)}`;
    throw invalidDataset({ file }, problem, "Correct the quotes, or give the CSV file itself.", error);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
