import { truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ColumnFiles, openColumnFiles } from "../../../src/search/scan/column-files";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const COLUMNS = 3;

/** The score of a label for a position: another for each. */
const score = (position: number, column: number) => position + column / 4;
const rows = (from: number, to: number) =>
  Float32Array.from({ length: (to - from) * COLUMNS }, (_, at) =>
    score(from + Math.floor(at / COLUMNS), at % COLUMNS),
  );
const column = (of: number, count: number) =>
  Float32Array.from({ length: count }, (_, position) => score(position, of));

describe("This host's copy of a label set's scores", () => {
  const directory = directoryPerTest();
  const opened: ColumnFiles[] = [];
  const open = async (columns = COLUMNS) => {
    const files = await openColumnFiles(path.join(directory(), "scores"), columns);
    opened.push(files);
    return files;
  };
  const at = (name: string) => path.join(directory(), "scores", name);
  afterEach(() => Promise.all(opened.splice(0).map((files) => files.close())));

  const expectColumns = async (files: ColumnFiles, count: number) => {
    expect(files.count).toBe(count);
    for (let of = 0; of < COLUMNS; of++)
      expect(Buffer.from((await files.column(of)).buffer).equals(Buffer.from(column(of, count).buffer))).toBe(
        true,
      );
  };

  it("gives each label's scores of all positions, however many are added at a time", async () => {
    const files = await open();
    await expectColumns(files, 0);
    let count = 0;
    for (const added of [1, 2_000, 47, 1, 9_000, 0, 4_096]) {
      await files.append(rows(count, count + added));
      count += added;
      await expectColumns(files, count);
    }
  });

  it("keeps whole blocks of 2,048, and goes on after them when it is opened again", async () => {
    const before = await open();
    await before.append(rows(0, 5_000));
    await before.close();
    const after = await open();
    await expectColumns(after, 4_096);
    await after.append(rows(4_096, 7_000));
    await expectColumns(after, 7_000);
  });

  it("gathers no more than 32 MB of a block in memory, however many labels there are", async () => {
    const [labels, count] = [100_000, 100];
    const before = await open(labels);
    const all = new Float32Array(count * labels);
    for (let position = 0; position < count; position++) all[(position + 1) * labels - 1] = position;
    await before.append(all);
    expect(await before.column(labels - 1)).toEqual(Float32Array.from({ length: count }, (_, at) => at));
    await before.close();
    expect((await open(labels)).count).toBe(83);
  });

  it("leaves out a block that a killed process had not finished", async () => {
    const before = await open();
    await before.append(rows(0, 2_048));
    await before.close();
    await writeFile(at("scores.bin"), new Uint8Array(10_000), { flag: "a" });
    const after = await open();
    await after.append(rows(2_048, 4_096));
    await after.close();
    await expectColumns(await open(), 4_096);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["for another number of labels", () => open(COLUMNS + 1)],
    ["where the scores were cut off", () => truncate(at("scores.bin"), 1_000)],
    ["where it is not known how many there are", () => truncate(at("count.bin"), 7)],
  ])("is begun anew %s", async (_, change) => {
    const files = await open();
    await files.append(rows(0, 5_000));
    await files.close();
    await change();
    const { count } = await open();
    expect(count).toBe(0);
  });

  it("says so when the scores are cut off while it is open", async () => {
    const files = await open();
    await files.append(rows(0, 5_000));
    await truncate(at("scores.bin"), 1_000);
    await expect(files.column(1)).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("Expected 8192 bytes in this host's search files, found 0"),
    });
    await expect(files.append(rows(5_000, 7_000))).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("found 1000: somebody cut them off"),
    });
  });
});
