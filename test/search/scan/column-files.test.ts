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

  it("gives each label's scores of all positions, however many are added at a time", async () => {
    const files = await open();
    expect(await files.column(0)).toEqual(new Float32Array(0));
    for (const added of [1, 4_000, 95, 1, 9_000, 0, 4_096]) {
      const { count } = files;
      await files.append(rows(count, count + added));
      expect(files.count).toBe(count + added);
      for (const again of [files, await open()])
        for (let of = 0; of < COLUMNS; of++)
          expect(Buffer.from((await again.column(of)).buffer)).toEqual(
            Buffer.from(column(of, count + added).buffer),
          );
    }
  });

  it("leaves out what a killed process had not finished, and goes on from there", async () => {
    const files = await open();
    await files.append(rows(0, 5_000));
    await writeFile(at("scores.bin"), new Uint8Array(100_000), { flag: "a" });
    const again = await open();
    await again.append(rows(5_000, 6_000));
    expect(await again.column(2)).toEqual(column(2, 6_000));
  });

  it.each<[string, () => Promise<unknown>]>([
    ["for another number of labels", () => open(COLUMNS + 1)],
    ["where the scores were cut off", () => truncate(at("scores.bin"), 1_000)],
    ["where it is not known how many there are", () => truncate(at("count.bin"), 7)],
  ])("is begun anew %s", async (_, change) => {
    await (await open()).append(rows(0, 5_000));
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
      message: expect.stringContaining("Expected 16384 bytes in this host's search files, found 0"),
    });
  });
});
