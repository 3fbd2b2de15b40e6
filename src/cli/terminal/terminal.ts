/** Where a command reads its settings and writes its answer. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** Whether stderr is a screen, on which progress is drawn in place. */
  readonly canRedraw: boolean;
  /** A line of the answer, for stdout. */
  print(line: string): void;
  /** A line about what goes on or went wrong, for stderr. */
  warn(line: string): void;
  /** A line for stderr that says why the command, though it ran to its end, exits with 1. */
  fail(line: string): void;
}
