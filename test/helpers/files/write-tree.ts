import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** Writes files into a folder by their paths in it, with the folders that they need. */
export async function writeTree(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
