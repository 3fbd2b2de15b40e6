import type { Command } from "commander";
import { formatTable } from "./format-table";
import { oneLine } from "./one-line";
import type { Terminal } from "./terminal";

/** What a table shows of a row under each heading; null and undefined are shown as "-". */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | null | undefined>>;

interface List<Row> {
  /** Whether the list is for programs. */
  readonly json: boolean | undefined;
  readonly columns: Columns<Row>;
  /** As JSON shows them: under GraphQL's names. */
  readonly rows: readonly Row[];
  /** What a person is told where there are no rows, and what to do. */
  readonly none: string;
}

/** The option of every command that lists something. */
export function withJsonOption(command: Command): Command {
  return command.option("--json", "print one JSON array, with GraphQL's names");
}

/** Prints rows as a table, or for programs as one JSON array, which is empty where there is nothing. */
export function printList<Row extends object>(
  terminal: Pick<Terminal, "print">,
  { json, columns, rows, none }: List<Row>,
): void {
  const cells = rows.map((row) => Object.values(columns).map((cell) => oneLine(String(cell(row) ?? "-"))));
  if (json) terminal.print(JSON.stringify(rows, null, 2));
  else terminal.print(rows.length > 0 ? formatTable([Object.keys(columns), ...cells]) : none);
}

/** When something happened, as lists for people show it: the day in UTC. */
export function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** A stored name, such as "nus-wide", as GraphQL's enums have it: NUS_WIDE. */
export function enumName(stored: string): string {
  return stored.toUpperCase().replaceAll("-", "_");
}
