import { readdir, rm, truncate } from "node:fs/promises";
import path from "node:path";
import {
  createShardFileReader,
  writeShardFile,
} from "../../../../src/services/evaluations/shards/shard-files";
import { directoryPerTest } from "../../../helpers/files/directory-per-test";

describe("the files of shards", () => {
  const directory = directoryPerTest();
  const write = (content: string) => writeShardFile(directory(), "part", Buffer.from(content));
  const place = (hash: string) => path.join(directory(), hash.slice(0, 2), hash);

  it("are whole when two write one at once, as when one has lost its lock on the run, and neither fails", async () => {
    const read = createShardFileReader(directory());
    for (let shard = 0; shard < 3; shard++) {
      const bytes = new Uint8Array(100_000).fill(shard);
      const writeSame = () => writeShardFile(directory(), `run-${shard}`, bytes);
      const [hash, same] = await Promise.all([writeSame(), writeSame()]);
      expect(same).toBe(hash);
      expect(await read(hash)).toEqual(bytes);
    }
    expect((await readdir(directory())).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("are read as they were written, a short one after a long one too", async () => {
    const contents = ["a long content", "short", "a longer content still", ""];
    const read = createShardFileReader(directory());
    for (const content of contents) {
      const bytes = await read(await write(content));
      expect(bytes && Buffer.from(bytes).toString()).toBe(content);
    }
  });

  it("are not given where they are missing, or not what they were", async () => {
    const read = createShardFileReader(directory());
    const [gone, cut, whole] = [await write("gone"), await write("cut short"), await write("whole")];
    await rm(place(gone));
    await truncate(place(cut), 3);
    expect(await read(gone)).toBeNull();
    expect(await read(cut)).toBeNull();
    expect(await read(whole)).not.toBeNull();
  });
});
