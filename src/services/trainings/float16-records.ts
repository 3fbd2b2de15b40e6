import { type FileHandle, open } from "node:fs/promises";
import { PRIVATE_FILE } from "../../files/private-directory";
import { fromFloat16, toFloat16 } from "../../tensor/float16";

/** Float16 records of one size in a file, appended in order; a record that a crash cut off does not count. */
interface Float16Records {
  readonly count: number;
  /** Appends whole records, and returns when they are on disk. */
  append(records: Float32Array): Promise<void>;
  read(record: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens or creates a file of records. Trailing records that do not fill a whole `group` are dropped, to be made again. */
export async function openFloat16Records(
  file: string,
  length: number,
  group: number,
): Promise<Float16Records> {
  const handle: FileHandle = await open(file, "a+", PRIVATE_FILE);
  const recordBytes = 2 * length;
  const whole = Math.floor((await handle.stat()).size / (recordBytes * group)) * group;
  await handle.truncate(whole * recordBytes);
  let count = whole;
  return {
    get count() {
      return count;
    },
    async append(records) {
      await handle.appendFile(new Uint8Array(toFloat16(records).buffer));
      await handle.datasync();
      count += records.length / length;
    },
    async read(record) {
      const halves = new Uint16Array(length);
      await handle.read(halves, 0, recordBytes, record * recordBytes);
      return fromFloat16(halves);
    },
    close: () => handle.close(),
  };
}
