import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** SHA-256, in hex, over the names and contents of a package's files: the same files give the same hash anywhere. */
export async function packageHash(directory: string): Promise<string> {
  const hash = createHash("sha256");
  const names = (await readdir(directory)).sort();
  for (const name of names) {
    const file = path.join(directory, name);
    hash.update(`${name}\0${(await stat(file)).size}\0`);
    for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 }))
      hash.update(piece as Buffer);
  }
  return hash.digest("hex");
}
