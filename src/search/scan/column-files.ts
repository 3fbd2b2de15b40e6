import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { makePrivateDirectory } from "../../files/private-directory";
import { flushBehind } from "./flush-behind";
import { openSearchFile } from "./open-search-file";
import { refuseCutOff } from "./refuse-cut-off";
import { searchFilesCutOff, searchFilesFailure, searchFilesUnflushed } from "./search-files-failure";
import { writeFully } from "./write-fully";

/** This host's copy of the scores of a label set, by position of an index: one column a label. */
export interface ColumnFiles {
  /** Positions from 0 to this are there. */
  readonly count: number;
  /**
   * Adds rows [n, columns] after the last position; one call at a time. Whole blocks are kept; the rows after the last of
   * them are in memory alone, and missing when the files are opened again.
   */
  append(rows: Float32Array): Promise<void>;
  /** The scores of one label for all positions [count]. */
  column(index: number): Promise<Float32Array>;
  /** Resolves when all whole blocks are on the disk; rejects where they could not be brought there. */
  close(): Promise<void>;
}

/** So many positions have their scores of one label side by side on the disk; fewer where there are many labels. */
const LONGEST_BLOCK = 2048;
/** A block is gathered in memory. */
const MOST_BLOCK_BYTES = 32 * 2 ** 20;
const FLOAT_BYTES = 4;
const HEADER_BYTES = 24;
const MAGIC = "RGSC0001";
/** So many reads are under way at a time: the disk, and Node's threads, do several. */
const AT_ONCE = 8;

/** Opens the copy in a directory of its own, or begins one; see `openIndexFiles`. Blocks of [columns][positions] follow one another. */
export async function openColumnFiles(directory: string, columns: number): Promise<ColumnFiles> {
  const files: FileHandle[] = [];
  try {
    await makePrivateDirectory(directory);
    for (const name of ["scores.bin", "count.bin"])
      files.push(await openSearchFile(path.join(directory, name)));
    const [scores, header] = files as [FileHandle, FileHandle];
    return columnFiles(scores, header, columns, await storedBlocks(scores, header, columns));
  } catch (error) {
    await Promise.all(files.map((file) => file.close()));
    throw searchFilesFailure(error);
  }
}

/** How many positions a block has. */
function blockLength(columns: number): number {
  const most = Math.floor(MOST_BLOCK_BYTES / (columns * FLOAT_BYTES));
  return Math.max(1, Math.min(LONGEST_BLOCK, most));
}

function columnFiles(scores: FileHandle, header: FileHandle, columns: number, stored: number): ColumnFiles {
  let blocks = stored;
  let last = new Float32Array(0); // rows [inBlock, columns], of which the first `inLast` are there
  let inLast = 0;
  let isAppending = false;
  const inBlock = blockLength(columns);
  const blockBytes = inBlock * columns * FLOAT_BYTES;
  const flushing = flushBehind(async () => {
    const written = blocks;
    try {
      await scores.datasync(); // before the count says that they are there, even after a power cut
      await writeFully(header, headerOf(columns, written), 0);
    } catch (error) {
      throw searchFilesUnflushed(error);
    }
  });

  async function append(rows: Float32Array): Promise<void> {
    for (let from = 0; from < rows.length; ) {
      if (last.length === 0) last = new Float32Array(inBlock * columns);
      const length = Math.min(last.length - inLast * columns, rows.length - from);
      last.set(rows.subarray(from, from + length), inLast * columns);
      from += length;
      if (inLast + length / columns === inBlock) {
        await refuseCutOff(scores, blocks * blockBytes);
        await writeFully(scores, bytesOf(byColumn(last, columns)), blocks * blockBytes);
        blocks++;
        inLast = 0;
        flushing.request();
      } else inLast += length / columns;
    }
  }

  return {
    get count() {
      return blocks * inBlock + inLast;
    },
    async append(rows) {
      if (isAppending) throw new Error("expected one append at a time");
      flushing.check();
      isAppending = true;
      try {
        await append(rows);
      } catch (error) {
        throw searchFilesFailure(error);
      } finally {
        isAppending = false;
      }
    },
    async column(index) {
      const column = new Float32Array(blocks * inBlock + inLast);
      const inBlocks = column.subarray(0, blocks * inBlock);
      for (let row = 0; row < inLast; row++) column[inBlocks.length + row] = last[row * columns + index]!;
      await severalAtOnce(inBlocks.length / inBlock, async (block) => {
        const part = bytesOf(inBlocks.subarray(block * inBlock, (block + 1) * inBlock));
        const { bytesRead } = await scores
          .read(part, 0, part.length, block * blockBytes + index * inBlock * FLOAT_BYTES)
          .catch((error: unknown) => {
            throw searchFilesFailure(error);
          });
        if (bytesRead < part.length) throw searchFilesCutOff(part.length, bytesRead);
      });
      return column;
    },
    async close() {
      await flushing.done().finally(() => Promise.all([scores.close(), header.close()]));
    },
  };
}

async function severalAtOnce(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, worker));
}

/** How many blocks are there; none where the files were made for another number of labels. */
async function storedBlocks(scores: FileHandle, header: FileHandle, columns: number): Promise<number> {
  const found = await header.readFile();
  const blocks = found.length === HEADER_BYTES ? found.readDoubleLE(MAGIC.length + 8) : 0;
  const { size } = await scores.stat();
  if (
    found.equals(headerOf(columns, blocks)) &&
    size >= blocks * blockLength(columns) * columns * FLOAT_BYTES
  )
    return blocks;
  if (found.length > 0) {
    await header.truncate();
    await scores.truncate();
  } // else begun at the same time by another process, perhaps: it keeps what it writes
  return 0;
}

function headerOf(columns: number, blocks: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, "latin1");
  header.writeUInt32LE(columns, MAGIC.length);
  header.writeDoubleLE(blocks, MAGIC.length + 8);
  return header;
}

function byColumn(rows: Float32Array, columns: number): Float32Array {
  const turned = new Float32Array(rows.length);
  const count = rows.length / columns;
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < count; row++) turned[column * count + row] = rows[row * columns + column]!;
  return turned;
}

function bytesOf(floats: Float32Array): Uint8Array {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}
