import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { openRangedFile } from "../../src/files/ranged-file";
import { directoryPerTest } from "../helpers/files/directory-per-test";

describe("What is no file, in a file's place,", () => {
  const directory = directoryPerTest();

  it.each<[string, (at: string) => unknown]>([
    ["a directory", (at) => mkdir(at)],
    ["a named pipe that nobody writes into", (at) => execFileSync("mkfifo", [at])],
  ])("is refused at once: %s", async (_, make) => {
    const at = path.join(directory(), "model.safetensors");
    await make(at);
    await expect(openRangedFile(at, "INVALID_CHECKPOINT")).rejects.toMatchObject({
      code: "INVALID_CHECKPOINT",
      message: expect.stringContaining("found a directory or a device"),
    });
  });
});
