import { createProgram } from "../../src/cli/create-program";
import { runProgram } from "../../src/cli/run-program";

/** What a command answered. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  /** What it wrote that is not lines, if it did. */
  readonly bytes?: Buffer;
  readonly err: string;
}

/** Runs a `regionary` command in this process; `onWarn` hears its lines for stderr as they come. */
export async function runCli(
  args: readonly string[],
  { env = {}, onWarn = () => undefined }: { env?: NodeJS.ProcessEnv; onWarn?: (line: string) => void } = {},
): Promise<CliResult> {
  const out: string[] = [];
  const pieces: Uint8Array[] = [];
  const err: string[] = [];
  const code = await runProgram(createProgram, args, {
    env,
    canRedraw: false,
    print: (line) => out.push(line),
    write: (bytes) => pieces.push(Buffer.from(bytes)),
    warn: (line) => {
      err.push(line);
      onWarn(line);
    },
  });
  return {
    code,
    out: out.join("\n"),
    err: err.join("\n"),
    ...(pieces.length > 0 && { bytes: Buffer.concat(pieces) }),
  };
}
