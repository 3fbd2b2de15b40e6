import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder for the files of one test file; it is removed after the last test. */
export function temporaryFolder(): { write(name: string, content: string | Uint8Array): string } {
  const folder = mkdtempSync(path.join(tmpdir(), "regionary-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    write(name, content) {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    },
  };
}
