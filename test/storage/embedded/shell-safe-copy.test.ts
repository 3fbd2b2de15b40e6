import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { withShellSafeBinaries } from "../../../src/storage/embedded/shell-safe-copy";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

const directory = directoryPerTest();

test.each(["a$b", "a`b", 'a"b', "a\\b", "a\nb"])(
  "programs in %j are run from a copy elsewhere, for as long as needed",
  async (name) => {
    const binaries = path.join(directory(), name);
    await mkdir(path.join(binaries, "bin"), { recursive: true });
    await writeFile(path.join(binaries, "bin/initdb"), "");
    const copy = await withShellSafeBinaries(binaries, async (found) => {
      expect(found).toMatch(/^[^"$`\\\n]+$/);
      expect(existsSync(path.join(found, "bin/initdb"))).toBe(true);
      return found;
    });
    expect(existsSync(copy)).toBe(false);
  },
);

test.each(["a b", "a'b", "a;b&c", "a%b(#", "数据"])("programs in %j are run where they are", async (name) => {
  const binaries = path.join(directory(), name);
  expect(await withShellSafeBinaries(binaries, async (found) => found)).toBe(binaries);
});
