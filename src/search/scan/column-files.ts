import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { makePrivateDirectory } from "../../files/private-directory";
import { openSearchFile } from "./open-search-file";
import { searchFilesCutOff, searchFilesFailure } from "./search-files-failure";
import { writeFully } from "./write-fully";

/** This host's copy of the scores of a label set, by position of an index: one column a label. */
export interface ColumnFiles {
  /** Positions from 0 to this are there. */
  readonly count: number;
  /** Adds rows [n, columns] after the last position, kept from when this resolves, however the process ends; one call at a time. */
  append(rows: Float32Array): Promise<void>;
  /** The scores of one label for all positions [count]. */
  column(index: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** So many positions have their scores of one label side by side: 16 KiB to be read at once. */
const BLOCK = 4096;
const FLOAT_BYTES = 4;
const HEADER_BYTES = 24;
const MAGIC = "RGSC0001";
/** So many reads or writes are under way at a time: the disk, and Node's threads, do several. */
const AT_ONCE = 8;

/** Opens the copy in a directory of its own, or begins one; see `openIndexFiles`. Blocks of [columns][4096] follow one another. */
export async function openColumnFiles(directory: string, columns: number): Promise<ColumnFiles> {
  const files: FileHandle[] = [];
  const close = async () => void (await Promise.all(files.map((file) => file.close())));
  try {
    await makePrivateDirectory(directory);
    for (const name of ["scores.bin", "count.bin"])
      files.push(await openSearchFile(path.join(directory, name)));
    const [scores, header] = files as [FileHandle, FileHandle];
    const count = await storedCount(scores, header, columns);
    return columnFiles({ scores, header, columns, count, close });
  } catch (error) {
    await close();
    throw searchFilesFailure(error);
  }
}

interface Opened {
  readonly scores: FileHandle;
  readonly header: FileHandle;
  readonly columns: number;
  readonly count: number;
  readonly close: () => Promise<void>;
}

function columnFiles(opened: Opened): ColumnFiles {
  const { scores, header, columns, close } = opened;
  let { count } = opened;
  let isAppending = false;
  /** Where the scores of one label for a block's positions begin. */
  const placeOf = (column: number, block: number) => (block * columns + column) * BLOCK * FLOAT_BYTES;

  return {
    get count() {
      return count;
    },
    async append(rows) {
      if (isAppending) throw new Error("expected one append at a time");
      isAppending = true;
      const added = rows.length / columns;
      try {
        for (let from = 0; from < added; ) {
          const block = Math.floor((count + from) / BLOCK);
          const inBlock = (count + from) % BLOCK;
          const length = Math.min(BLOCK - inBlock, added - from);
          const byColumn = transposed(rows.subarray(from * columns, (from + length) * columns), columns);
          if (length === BLOCK) await writeFully(scores, bytesOf(byColumn), placeOf(0, block));
          else
            await severalAtOnce(columns, (column) => {
              const own = byColumn.subarray(column * length, (column + 1) * length);
              return writeFully(scores, bytesOf(own), placeOf(column, block) + inBlock * FLOAT_BYTES);
            });
          from += length;
        }
        await scores.datasync(); // before the count that says that they are there
        await writeFully(header, headerOf(columns, count + added), 0);
      } catch (error) {
        throw searchFilesFailure(error);
      } finally {
        isAppending = false;
      }
      count += added;
    },

    async column(index) {
      const column = new Float32Array(count);
      await severalAtOnce(Math.ceil(column.length / BLOCK), async (block) => {
        const part = bytesOf(column.subarray(block * BLOCK, (block + 1) * BLOCK));
        const { bytesRead } = await scores
          .read(part, 0, part.length, placeOf(index, block))
          .catch((error: unknown) => {
            throw searchFilesFailure(error);
          });
        if (bytesRead < part.length) throw searchFilesCutOff(part.length, bytesRead);
      });
      return column;
    },
    close,
  };
}

async function severalAtOnce(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, worker));
}

/** How many positions are there; none where the files were made for another number of labels. */
async function storedCount(scores: FileHandle, header: FileHandle, columns: number): Promise<number> {
  const found = await header.readFile();
  const count = found.length === HEADER_BYTES ? found.readDoubleLE(MAGIC.length + 8) : 0;
  if (found.equals(headerOf(columns, count)) && (await hasAll(scores, columns, count))) return count;
  await header.truncate();
  await scores.truncate();
  return 0;
}

async function hasAll(scores: FileHandle, columns: number, count: number): Promise<boolean> {
  if (count === 0) return true;
  const inLastBlock = ((count - 1) % BLOCK) + 1;
  const lastColumn = Math.floor((count - 1) / BLOCK) * columns + columns - 1;
  return (await scores.stat()).size >= (lastColumn * BLOCK + inLastBlock) * FLOAT_BYTES;
}

function headerOf(columns: number, count: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, "latin1");
  header.writeUInt32LE(columns, MAGIC.length);
  header.writeDoubleLE(count, MAGIC.length + 8);
  return header;
}

function transposed(rows: Float32Array, columns: number): Float32Array {
  const count = rows.length / columns;
  const byColumn = new Float32Array(rows.length);
  for (let row = 0; row < count; row++)
    for (let column = 0; column < columns; column++)
      byColumn[column * count + row] = rows[row * columns + column]!;
  return byColumn;
}

function bytesOf(floats: Float32Array): Uint8Array {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}
