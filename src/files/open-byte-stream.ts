import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { RegionaryError } from "../errors";

/** Deflate cannot shrink by more than this factor. */
const MAX_GZIP_RATIO = 1032;
const CHUNK_BYTES = 256 * 1024;

/** A file's content, decompressed if it is gzip, and an upper bound of its length. */
interface ByteStream {
  readonly chunks: AsyncIterable<Buffer>;
  readonly mostBytes: number;
}

/** Opens a plain or gzip file for streaming. NOT_FOUND or INVALID_INPUT if it is not a readable file. */
export async function openByteStream(path: string): Promise<ByteStream> {
  const { isGzip, size } = await inspectFile(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (!isGzip) return { chunks: file, mostBytes: size };
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(file, gunzip, () => undefined); // a failure of either reaches the reader of gunzip
  return { chunks: gunzip, mostBytes: size * MAX_GZIP_RATIO };
}

async function inspectFile(path: string): Promise<{ isGzip: boolean; size: number }> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const problem = missing ? `There is no file ${path}.` : `The file ${path} cannot be read.`;
    throw new RegionaryError(missing ? "NOT_FOUND" : "INVALID_INPUT", problem, {}, { cause });
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new RegionaryError("INVALID_INPUT", `Expected a file, but ${path} is not one.`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return { isGzip: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b, size: stat.size };
  } finally {
    await handle.close();
  }
}
