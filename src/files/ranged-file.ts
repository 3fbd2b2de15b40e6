import type { FileHandle } from "node:fs/promises";
import { type ErrorCode, RegionaryError } from "../errors";
import { openAtOnce } from "./open-at-once";

/** A file read by byte ranges, so that it is never in memory as a whole. */
export interface RangedFile {
  readonly size: number;
  readonly fd: number;
  /** Exactly `length` bytes from `offset`, in memory of their own (aligned for typed arrays). */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens `path` for reading by ranges. A missing file, or a range that ends beyond the last byte, is
 * reported with `code`: the file is not what its own header promises.
 */
export async function openRangedFile(path: string, code: ErrorCode): Promise<RangedFile> {
  let handle: FileHandle;
  try {
    handle = await openAtOnce(path);
  } catch (cause) {
    throw new RegionaryError(
      code,
      `Expected a readable file at ${path}; it could not be opened.`,
      {},
      { cause },
    );
  }
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw new RegionaryError(code, `Expected a file at ${path}, found a directory or a device.`);
  }
  return {
    size: stats.size,
    fd: handle.fd,
    read: async (offset, length) => {
      // Checked before any memory is allocated: a file can claim any length.
      const there = Math.max(0, stats.size - offset);
      if (length > there) throw cutOff(code, offset, length, there);
      return readExactly(handle, offset, length, code);
    },
    close: () => handle.close(),
  };
}

async function readExactly(handle: FileHandle, offset: number, length: number, code: ErrorCode) {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw cutOff(code, offset, length, filled); // it shrank while it was read
    filled += bytesRead;
  }
  return bytes;
}

function cutOff(code: ErrorCode, offset: number, length: number, found: number): RegionaryError {
  return new RegionaryError(
    code,
    `The file is cut off: expected ${length} bytes at offset ${offset}, found ${found}.`,
  );
}
