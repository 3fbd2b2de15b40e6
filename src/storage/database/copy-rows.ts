import type { Connection, Pool, Submittable } from "pg";

/** What rows in binary begin with: a signature, four bytes of flags, and four for the length of the extension, which is 0. */
export const COPY_HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const SIGNATURE = COPY_HEADER.subarray(0, 6);

/**
 * The rows of a query over columns without nulls, each field as the bytes that PostgreSQL sends in binary, in
 * a buffer of its own. For large values: in a plain query's answer the driver reads a byte as two hexadecimal
 * characters, which costs five times as much. COPY takes no parameters: `text` holds escaped values.
 */
export async function copyRows(pool: Pool, text: string): Promise<Uint8Array<ArrayBuffer>[][]> {
  const rows: Uint8Array<ArrayBuffer>[][] = [];
  await eachCopiedRow(pool, text, (fields) => {
    rows.push(fields.map((field) => new Uint8Array(field)));
  });
  return rows;
}

/** The same, row by row: the driver reuses the memory of the fields after `onRow`, which must not throw. */
export async function eachCopiedRow(
  pool: Pool,
  text: string,
  onRow: (fields: readonly Buffer[]) => void,
): Promise<void> {
  await pooledCopy(pool, (resolve, reject) => new CopyQuery(text, onRow, resolve, reject));
}

/** Runs one COPY on a connection of the pool. */
export async function pooledCopy(
  pool: Pool,
  queryOf: (resolve: () => void, reject: (error: Error) => void) => Submittable,
): Promise<void> {
  const client = await pool.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      client.query(queryOf(resolve, reject));
    });
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

/** What the driver calls during one COPY … TO STDOUT. */
class CopyQuery implements Submittable {
  constructor(
    private readonly text: string,
    private readonly onRow: (fields: readonly Buffer[]) => void,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(`COPY (${this.text}) TO STDOUT (FORMAT binary)`);
  }

  /** A chunk holds a row, the first perhaps after the header. The driver reuses its memory afterward. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    let at = chunk.subarray(0, SIGNATURE.length).equals(SIGNATURE) ? COPY_HEADER.length : 0;
    while (at < chunk.length) {
      const fields = chunk.readInt16BE(at);
      at += 2;
      if (fields < 0) return; // the end
      const row: Buffer[] = [];
      for (let field = 0; field < fields; field++) {
        const size = chunk.readInt32BE(at);
        row.push(chunk.subarray(at + 4, at + 4 + size));
        at += 4 + size;
      }
      this.onRow(row);
    }
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  handleCommandComplete(): void {}
}
