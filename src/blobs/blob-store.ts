/** Bytes of any size, named by the SHA-256 of their content, in hex. */
export interface Blob {
  readonly hash: string;
  readonly sizeBytes: number;
}

/** From the byte `start` up to, but not including, the byte `end`. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Pieces of any length, one after another. */
export type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Where everything heavy is kept. A blob never changes; a row in the database names it, and is stored after
 * the blob: the other way round, a crash would leave a row that names nothing.
 */
export interface BlobStore {
  /**
   * Stores a blob: all of it or, when anything fails, nothing. One that is stored already keeps its bytes and
   * counts as stored just now; if it is `expected`, `pieces` need not be read. INVALID_INPUT if the bytes are
   * not those expected.
   */
  put(pieces: Pieces, expected?: Blob): Promise<Blob>;
  /** A blob's bytes, or those of a range of it, piece by piece. BLOB_MISSING if any of them are missing. */
  open(hash: string, range?: ByteRange): AsyncIterable<Uint8Array<ArrayBuffer>>;
  has(hash: string): Promise<boolean>;
  /** Removes a blob whether or not a row names it. A missing one is not an error. */
  remove(hash: string): Promise<void>;
}
