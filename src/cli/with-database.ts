import { type Config, readConfig } from "../config";
import { type Installation, openInstallation } from "../installation";
import { interruptible } from "./terminal/interruptible";
import type { Terminal } from "./terminal/terminal";

/** What a command that needs the database works with. */
export interface Workplace extends Omit<Installation, "close"> {
  readonly config: Config;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Opens the installation while `work` runs. */
export function withDatabase<T>(terminal: Terminal, work: (workplace: Workplace) => Promise<T>): Promise<T> {
  return interruptible(async (signal) => {
    const config = readConfig(terminal.env);
    const { close, ...installation } = await openInstallation(config, terminal.warn);
    try {
      signal.throwIfAborted();
      return await work({ config, ...installation, signal });
    } finally {
      await close();
    }
  });
}
