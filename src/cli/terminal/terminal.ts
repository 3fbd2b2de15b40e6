/** Where a command reads its settings and writes its answer. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** Whether stderr is a screen on which progress can be drawn in place. */
  readonly canRedraw: boolean;
  /** A line of the answer, for stdout. */
  print(line: string): void;
  /** Bytes of the answer as they are: the path of a file may be no text, and hold line ends. */
  write(bytes: string | Uint8Array): void;
  /** A line for stderr about what is happening or went wrong. */
  warn(line: string): void;
  /** A line for stderr that says why the command exits with 1 though it ran to its end. */
  fail(line: string): void;
}
