import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gpuMemoryUsedMiB } from "../../../src/inference/providers/gpu-memory";
import { directoryPerTest } from "../../helpers/files/directory-per-test";

describe("gpuMemoryUsedMiB", () => {
  const directory = directoryPerTest();

  test("is what nvidia-smi says about the requested GPU", async () => {
    const env = await withNvidiaSmi('[ "$4" = 1 ] && echo "1874" || echo "3"');
    expect(await gpuMemoryUsedMiB(1, env)).toBe(1874);
    expect(await gpuMemoryUsedMiB(0, env)).toBe(3);
  });

  test("asks for used memory as a plain number of MiB", async () => {
    const env = await withNvidiaSmi('echo "$*" > "$OUT"; echo 5');
    await gpuMemoryUsedMiB(2, { ...env, OUT: path.join(directory(), "asked") });
    expect(await readFile(path.join(directory(), "asked"), "utf8")).toBe(
      "--query-gpu=memory.used --format=csv,noheader,nounits -i 2\n",
    );
  });

  test.each([
    ["is partitioned", 'echo "[N/A]"'],
    ["does not exist", 'echo "No devices were found"; exit 6'],
    ["gives no answer", "true"],
  ])("is null for a GPU that %s", async (_, script) => {
    expect(await gpuMemoryUsedMiB(0, await withNvidiaSmi(script))).toBeNull();
  });

  test("is null if there is no such program", async () => {
    await mkdir(path.join(directory(), "empty"));
    expect(await gpuMemoryUsedMiB(0, { PATH: path.join(directory(), "empty") })).toBeNull();
  });

  /** An environment whose PATH has a program of that name, which is this shell script. */
  async function withNvidiaSmi(script: string): Promise<NodeJS.ProcessEnv> {
    const file = path.join(directory(), "nvidia-smi");
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return { PATH: directory() };
  }
});
