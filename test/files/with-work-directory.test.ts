import { spawnSync } from "node:child_process";
import { mkdir, readdir, utimes } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { withWorkDirectory } from "../../src/files/with-work-directory";
import { directoryPerTest } from "../helpers/files/directory-per-test";

describe("a work directory", () => {
  const parent = directoryPerTest();
  const make = async (name: string) => {
    await mkdir(path.join(parent(), name, "import-x"), { recursive: true });
    return path.join(parent(), name);
  };

  test("is gone afterward, whether the work succeeds or fails", async () => {
    await withWorkDirectory(parent(), (directory) => mkdir(path.join(directory, "inside")));
    await expect(withWorkDirectory(parent(), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await readdir(parent())).toEqual([]);
  });

  test("removes what ended processes left, and nothing else", async () => {
    const ended = spawnSync(process.execPath, ["--version"]).pid;
    const here = `regionary-work-${os.hostname()}`;
    await make(`${here}-${ended}-aaaaaa`);
    const elsewhereLongAgo = await make("regionary-work-elsewhere-12-bbbbbb");
    await utimes(elsewhereLongAgo, new Date(0), new Date(0));
    const kept = [`${here}-${process.pid}-cccccc`, "regionary-work-elsewhere-12-dddddd", "somebody-else"];
    kept.push(`${here}-b-${ended}-eeeeee`, `${here}-${ended}-${ended}-ffffff`); // hosts whose names begin as ours
    for (const name of kept) await make(name);
    await withWorkDirectory(parent(), async () => undefined);
    expect((await readdir(parent())).sort()).toEqual(kept.sort());
  });
});
