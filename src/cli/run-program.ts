import { type Command, CommanderError } from "commander";
import { isRegionaryError } from "../errors";
import { explainError } from "./explain-error";
import type { Terminal } from "./terminal/terminal";

const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/**
 * Runs one command of a program and returns its exit code: 0; 1 where it failed or found something wrong; 2 for
 * wrong usage; 130 when it was interrupted.
 */
export async function runProgram(
  createProgram: (terminal: Terminal) => Command,
  args: readonly string[],
  { warn, ...terminal }: Omit<Terminal, "fail">,
): Promise<number> {
  let exitCode = 0;
  const fail = (line: string) => {
    warn(line);
    exitCode = FAILED;
  };
  try {
    await createProgram({ ...terminal, warn, fail }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    warn(explainError(error));
    return isRegionaryError(error) && error.code === "CANCELLED" ? INTERRUPTED : FAILED;
  }
}

/** Runs the command that this process was started with, and ends the process with its exit code. */
export async function runThisProcess(createProgram: (terminal: Terminal) => Command): Promise<void> {
  const exitCode = await runProgram(createProgram, process.argv.slice(2), {
    env: process.env,
    canRedraw: process.stderr.isTTY,
    print: (line) => console.log(line),
    warn: (line) => console.error(line),
  });
  // The answer may still be on its way through a pipe.
  process.stdout.write("", () => process.exit(exitCode));
}
