import { type Command, CommanderError } from "commander";
import { isRegionaryError } from "../errors";
import { explainError } from "./explain-error";
import type { Terminal } from "./terminal/terminal";

const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;
/** What a shell says of a program that SIGPIPE ended. */
const UNREAD = 141;

/**
 * Runs one command of a program and returns its exit code: 0; 1 where it failed or found something wrong; 2 for
 * wrong usage; 130 when it was interrupted. (Its process ends with 141 where nobody reads the answer to its end.)
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
  const reader = watchReader();
  const exitCode = await runProgram(createProgram, process.argv.slice(2), {
    env: process.env,
    canRedraw: process.stderr.isTTY,
    print: (line) => console.log(line),
    write: (bytes) => process.stdout.write(bytes),
    warn: (line) => (reader.hasLeft() ? undefined : console.error(line)),
  });
  // The answer may still be on its way through a pipe.
  process.stdout.write("", () => process.exit(reader.hasLeft() ? UNREAD : exitCode));
}

/**
 * Once nobody reads the answer any more, as after `| head`, the command is ended as by Ctrl-C, so that it closes what it
 * has opened.
 */
function watchReader() {
  let hasLeft = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (hasLeft) return;
    if (error.code !== "EPIPE") throw error;
    hasLeft = true;
    if (!process.emit("SIGINT")) process.exit(UNREAD);
  });
  return { hasLeft: () => hasLeft };
}
