import { readdir } from "node:fs/promises";
import { readShardFile, writeShardFile } from "../../../src/services/evaluations/shard-files";
import { directoryPerTest } from "../../helpers/directory-per-test";

describe("the file of a shard", () => {
  const directory = directoryPerTest();

  it("is whole when two write it at once, as when one has lost its lock on the run, and neither fails", async () => {
    for (let shard = 0; shard < 3; shard++) {
      const bytes = new Uint8Array(100_000).fill(shard);
      const write = () => writeShardFile(directory(), `run-${shard}`, bytes);
      const [hash, same] = await Promise.all([write(), write()]);
      expect(same).toBe(hash);
      expect(await readShardFile(directory(), hash)).toEqual(bytes);
    }
    expect((await readdir(directory())).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
