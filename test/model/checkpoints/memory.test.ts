import { execFile } from "node:child_process";
import { open, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { directoryPerTest } from "../../helpers/files/directory-per-test";
import { floatTensor, legacyCheckpoint, type TorchTensor } from "../../helpers/models/write-torch-checkpoint";

const MIB = 1 << 20;

describe("reading a checkpoint", () => {
  const directory = directoryPerTest();

  it("of 400 MiB in one tensor takes less than 64 MiB more memory than reading one of a few bytes", async () => {
    const small = path.join(directory(), "small.pth");
    await writeFile(small, legacyCheckpoint([floatTensor("a", [1], [1])]));
    const large = path.join(directory(), "large.pth");
    await writeSparseCheckpoint(large, 100 * MIB);
    const [before, after] = await Promise.all([peakOfReading(small), peakOfReading(large)]);
    expect(after.bytesRead).toBe(400 * MIB);
    expect(after.peakBytes - before.peakBytes).toBeLessThan(64 * MIB);
  });
});

/** A legacy checkpoint whose zeros are a hole in the file, so that it takes no room on the disk. */
async function writeSparseCheckpoint(file: string, count: number): Promise<void> {
  const { storage } = floatTensor("classifier.0.weight", [], []);
  const tensor: TorchTensor = {
    name: "classifier.0.weight",
    storage: { ...storage, count },
    shape: [count],
    strides: [1],
  };
  const head = legacyCheckpoint([tensor]);
  const handle = await open(file, "w");
  await handle.writeFile(head);
  await handle.close();
  await truncate(file, head.length + 4 * count);
}

async function peakOfReading(file: string): Promise<{ bytesRead: number; peakBytes: number }> {
  const program = path.join(__dirname, "../../helpers/files/print-peak-memory.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["-r", "@swc-node/register", program, file],
    {
      env: { ...process.env, NODE_OPTIONS: "" },
    },
  );
  return JSON.parse(stdout);
}
