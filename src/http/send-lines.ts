import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

/** The first may be the names of columns, which are no sign that anything can be read. */
const READ_AHEAD = 2;

/**
 * Sends lines as a file, as they come. What fails before the first are there is thrown while nothing is sent or set yet,
 * so that the answer is an error and not the beginning of a file.
 */
export async function sendLines(
  response: Response,
  lines: AsyncGenerator<string>,
  { type, name }: { readonly type: string; readonly name: string },
): Promise<void> {
  const first: string[] = [];
  while (first.length < READ_AHEAD) {
    const { value, done } = await lines.next();
    if (done) break;
    first.push(value);
  }
  response.type(type);
  response.setHeader("Content-Disposition", `attachment; filename="${name}"`);
  await pipeline(Readable.from(inOrder(first, lines)), response);
}

async function* inOrder(first: readonly string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* first;
  yield* rest;
}
