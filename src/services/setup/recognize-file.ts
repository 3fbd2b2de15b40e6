import { open } from "node:fs/promises";
import { RegionaryError } from "../../errors";

/** What servers and copies give instead of a file, and how it begins. */
const SOMETHING_ELSE: readonly (readonly [begins: RegExp, what: string])[] = [
  [/^\uFEFF?\s*<(!doctype html|html|head|body|\?xml)/i, "a web page, perhaps one to sign in or of an error"],
  [/^version https:\/\/git-lfs\.github\.com\//, "a pointer of Git LFS, and not the file that it points to"],
];
const LOOKED_AT = 512;

/** DOWNLOAD_MISMATCH where a file is plainly something else; whether it is what it should be, only its import can say. */
export async function recognizeFile(path: string, where: string, advice: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    const start = buffer.toString("utf8", 0, bytesRead);
    const what = bytesRead === 0 ? "empty" : SOMETHING_ELSE.find(([begins]) => begins.test(start))?.[1];
    if (what) throw new RegionaryError("DOWNLOAD_MISMATCH", `What is at ${where} is ${what}. ${advice}`);
  } finally {
    await handle.close();
  }
}
