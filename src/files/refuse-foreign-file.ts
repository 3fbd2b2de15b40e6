import path from "node:path";
import { type ErrorCode, RegionaryError } from "../errors";
import { foreignContent, type Packing, TELLING_BYTES } from "./foreign-content";
import { openAtOnce } from "./open-at-once";

/**
 * Throws `code` with what a file is where that is surely something else (`foreignContent`); a file that cannot be read
 * is left to who reads it.
 */
export async function refuseForeignFile(
  filePath: string,
  code: ErrorCode,
  { accepts, expected }: { accepts?: readonly Packing[]; expected?: string } = {},
): Promise<void> {
  const firstBytes = await headOf(filePath);
  const refusal = foreignContent(path.basename(filePath), firstBytes, { accepts, expected });
  if (refusal !== null) throw new RegionaryError(code, refusal);
}

async function headOf(filePath: string): Promise<Buffer> {
  try {
    const handle = await openAtOnce(filePath);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(TELLING_BYTES), 0, TELLING_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return Buffer.alloc(0);
  }
}
