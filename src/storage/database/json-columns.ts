import { z } from "zod";

type Columns = Readonly<Record<string, z.ZodType>>;

/**
 * Reads the columns of a table that hold JSON, or texts of which there are few, each by its schema: what is read
 * from the database is typed because it was checked. The `id` names the row in errors. Throws where a row holds something else.
 */
export function jsonColumns<C extends Columns>(table: string, columns: C) {
  const schema = z.object(columns);
  return <Row extends Readonly<Record<keyof C, unknown>>>(row: Row, id: string) => {
    const { success, data, error } = schema.safeParse(row);
    if (success) return { ...row, ...data } as Omit<Row, keyof C> & { [K in keyof C]: z.output<C[K]> };
    throw new Error(
      `The row ${id} of ${table} cannot be read: ${problems(error)}. It was written by another version of Regionary or by hand: go back to that version, or repair the row.`,
    );
  };
}

const NAMED = 3;

function problems({ issues }: z.ZodError): string {
  const named = issues.slice(0, NAMED).map(({ path, message }) => `${path.join(".")}: ${message}`);
  return [...named, ...(issues.length > NAMED ? [`and ${issues.length - NAMED} more`] : [])].join("; ");
}
