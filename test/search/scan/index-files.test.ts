import { randomBytes, randomUUID } from "node:crypto";
import { readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { GONE_ID, type IndexFiles, openIndexFiles } from "../../../src/search/scan/index-files";
import { uuidBytes } from "../../../src/search/scan/uuid-bytes";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const SKETCH_BYTES = 48;

describe("This host's copy of an index", () => {
  const directory = directoryPerTest();
  const opened: IndexFiles[] = [];
  const open = async (sketchBytes = SKETCH_BYTES) => {
    const files = await openIndexFiles(path.join(directory(), "index"), sketchBytes);
    opened.push(files);
    return files;
  };
  const sketchesOf = (files: IndexFiles) => readFile(files.sketchPath);
  const at = (name: string) => path.join(directory(), "index", name);
  afterEach(() => Promise.all(opened.splice(0).map((files) => files.close())));

  it("has the ids and sketches that were added, in their order, and still has them when it is opened again", async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID());
    const sketches = randomBytes(5 * SKETCH_BYTES);
    const first = await open();
    await first.append(uuidBytes(ids.slice(0, 2)), sketches.subarray(0, 2 * SKETCH_BYTES));
    await first.append(uuidBytes(ids.slice(2)), sketches.subarray(2 * SKETCH_BYTES));
    await first.close();
    for (const files of [first, await open()]) {
      expect(files.count).toBe(5);
      expect(files.imageIds([4, 0, 2])).toEqual([ids[4], ids[0], ids[2]]);
      expect(Buffer.from(files.ids())).toEqual(Buffer.from(uuidBytes(ids)));
      expect(await sketchesOf(files)).toEqual(sketches);
    }
  });

  it("counts only what is whole after a process was killed at any byte, and goes on from there", async () => {
    const ids = Array.from({ length: 4 }, () => randomUUID());
    const sketches = randomBytes(4 * SKETCH_BYTES);
    for (let cut = 0; cut < SKETCH_BYTES; cut += 5)
      for (const [name, header, size] of [
        ["sketches.bin", 0, SKETCH_BYTES],
        ["ids.bin", 16, 16],
      ] as const) {
        const before = await open();
        await before.append(
          uuidBytes(ids.slice(before.count)),
          sketches.subarray(before.count * SKETCH_BYTES),
        );
        await before.close();
        await truncate(at(name), header + 2 * size + (cut % size));
        const after = await open();
        expect(after.count).toBe(2);
        await after.append(uuidBytes(ids.slice(2)), sketches.subarray(2 * SKETCH_BYTES));
        expect(await sketchesOf(after)).toEqual(sketches);
        await after.close();
      }
  });

  it("counts no id of zeros, which a power cut leaves where it was not written yet", async () => {
    const files = await open();
    await files.append(uuidBytes([randomUUID()]), new Uint8Array(SKETCH_BYTES));
    await files.append(GONE_ID, new Uint8Array(SKETCH_BYTES));
    await files.close();
    await truncate(at("ids.bin"), 16 + 5 * 16); // longer, by zeros
    await truncate(at("sketches.bin"), 5 * SKETCH_BYTES);
    expect((await open()).count).toBe(2);
  });

  it("loses nothing to another process that opens the same files while one adds to them", async () => {
    const ids = Array.from({ length: 3 }, () => randomUUID());
    const sketches = randomBytes(3 * SKETCH_BYTES);
    const one = await open();
    await writeFile(at("sketches.bin"), sketches.subarray(0, 2 * SKETCH_BYTES + 7)); // in the middle of its `append`
    const other = await open();
    await one.append(uuidBytes(ids), sketches);
    await other.append(uuidBytes(ids.slice(0, 2)), sketches.subarray(0, 2 * SKETCH_BYTES));
    await Promise.all([one.close(), other.close()]);
    const last = await open();
    expect(last.imageIds([0, 1, 2])).toEqual(ids);
    expect(await sketchesOf(last)).toEqual(sketches);
  });

  it("adds nothing behind what was cut off while it is open, and is whole once it is opened again", async () => {
    const ids = Array.from({ length: 3 }, () => randomUUID());
    const sketches = randomBytes(3 * SKETCH_BYTES);
    const cut = await open();
    await cut.append(uuidBytes(ids.slice(0, 2)), sketches.subarray(0, 2 * SKETCH_BYTES));
    await truncate(at("sketches.bin"), SKETCH_BYTES);
    const added = cut.append(uuidBytes(ids.slice(2)), sketches.subarray(2 * SKETCH_BYTES));
    await expect(added).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("Expected 96 bytes in this host's search files, found 48"),
    });
    await cut.close();
    const again = await open();
    expect(again.count).toBe(1);
    await again.append(uuidBytes(ids.slice(1)), sketches.subarray(SKETCH_BYTES));
    expect(await sketchesOf(again)).toEqual(sketches);
  });

  it("is begun anew for sketches of another size, and where the files are somebody else's", async () => {
    const files = await open();
    await files.append(uuidBytes([randomUUID()]), new Uint8Array(SKETCH_BYTES));
    await files.close();
    expect((await open()).count).toBe(1);
    expect((await open(SKETCH_BYTES + 16)).count).toBe(0);
    await writeFile(at("ids.bin"), "shopping list");
    expect((await open()).count).toBe(0);
  });

  it("says that the disk is full, keeps what it had, and goes on once there is room", async () => {
    const ids = uuidBytes([randomUUID()]);
    const sketch = randomBytes(SKETCH_BYTES);
    await open();
    await rm(at("sketches.bin"));
    await symlink("/dev/full", at("sketches.bin"));
    const full = await open();
    await expect(full.append(ids, sketch)).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("the disk of the data directory is full (ENOSPC). Make room"),
    });
    expect(full.count).toBe(0);
    await rm(at("sketches.bin"));
    const roomy = await open();
    await roomy.append(ids, sketch);
    expect(await sketchesOf(roomy)).toEqual(sketch);
  });

  it("says so when the directory cannot be used", async () => {
    await writeFile(path.join(directory(), "index"), "a file in its place");
    await expect(open()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });
});
