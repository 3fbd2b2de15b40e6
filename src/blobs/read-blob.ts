import type { BlobStore } from "./blob-store";
import { checkedBlob } from "./checked-blob";

/** A whole blob, for small ones. BLOB_MISSING if it is missing or does not match its hash. */
export async function readBlob(
  blobs: Pick<BlobStore, "open">,
  hash: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of checkedBlob(blobs, hash)) pieces.push(piece);
  const [first, ...others] = pieces;
  if (first && others.length === 0) return first;
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    bytes.set(piece, end);
    end += piece.length;
  }
  return bytes;
}
