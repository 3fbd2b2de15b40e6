import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Gives every test of the enclosing `describe` a directory of its own, removed afterward. */
export function directoryPerTest(): () => string {
  let directory = "";
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "regionary-test-"));
  });
  afterEach(() => rm(directory, { recursive: true }));
  return () => directory;
}
