/** Where a command reads its settings and writes its answer. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** A line of the answer, for stdout. */
  print(line: string): void;
  /** A line about what goes on or went wrong, for stderr. */
  warn(line: string): void;
  /** A line for stderr that says why the command, though it ran to its end, exits with 1. */
  fail(line: string): void;
}
