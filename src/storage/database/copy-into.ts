import type { Connection, Pool, Submittable } from "pg";
import { COPY_HEADER, pooledCopy } from "./copy-rows";

/** "d" and the length of what follows, itself included: PostgreSQL's message CopyData. */
const COPY_DATA = 0x64;
const NO_MORE_ROWS = Buffer.from([0xff, 0xff]);
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/**
 * Adds rows to a table, all or none, each field as the bytes that PostgreSQL takes in binary. For large values: they go
 * to the socket from where they are, and must not change until this resolves; the driver copies a parameter twice.
 */
export function copyInto(pool: Pool, table: string, rows: readonly (readonly Uint8Array[])[]): Promise<void> {
  return pooledCopy(pool, (resolve, reject) => new CopyIntoQuery(table, rows, resolve, reject));
}

/** What the driver calls during one COPY … FROM STDIN. */
class CopyIntoQuery implements Submittable {
  constructor(
    private readonly table: string,
    private readonly rows: readonly (readonly Uint8Array[])[],
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(`COPY ${this.table} FROM STDIN (FORMAT binary)`);
  }

  handleCopyInResponse({ stream }: Connection): void {
    const data = [COPY_HEADER, ...this.rows.flatMap(rowPieces), NO_MORE_ROWS];
    const head = Buffer.from([COPY_DATA, 0, 0, 0, 0]);
    head.writeInt32BE(
      data.reduce((sum, { length }) => sum + length, 4),
      1,
    );
    stream.cork();
    for (const piece of [head, ...data, COPY_DONE]) stream.write(piece);
    stream.uncork();
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  handleCommandComplete(): void {}
}

/** The number of fields, and each field after its length. */
function rowPieces(fields: readonly Uint8Array[]): Uint8Array[] {
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  return [count, ...fields.flatMap((field) => [int32Bytes(field.length), field])];
}

/** A number as PostgreSQL takes an `integer` in binary. */
export function int32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
