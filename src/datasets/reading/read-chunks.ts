import { openByteStream } from "../../files/open-byte-stream";
import { invalidDataset } from "../invalid-dataset";

/** The bytes of a plain or gzip file. NOT_FOUND if there is none, INVALID_DATASET if it is cut off. */
export async function* readChunks(file: string): AsyncGenerator<Buffer> {
  const { chunks } = await openByteStream(file);
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: Error) => {
        const problem = `it cannot be read to its end (${error.message})`;
        throw invalidDataset({ file }, problem, "Copy or download it again.", error);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
