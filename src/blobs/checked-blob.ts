import { createHash } from "node:crypto";
import { blobMissing } from "./blob-missing";
import type { BlobStore } from "./blob-store";

/** A blob's bytes, piece by piece; BLOB_MISSING after the last if they do not match its hash. */
export async function* checkedBlob(
  blobs: Pick<BlobStore, "open">,
  name: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const hash = createHash("sha256");
  for await (const piece of blobs.open(name)) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest("hex") !== name) throw blobMissing(name);
}
