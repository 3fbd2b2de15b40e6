import type { ServiceContext } from "../services/context";
import { createContext } from "../services/create-context";
import type { Terminal } from "./terminal/terminal";
import { type Workplace, withDatabase } from "./with-database";

/** Runs `work` with everything that the service's use cases need: database, engine and models. */
export function withContext<T>(
  terminal: Terminal,
  version: string,
  work: (context: ServiceContext, workplace: Workplace) => Promise<T>,
): Promise<T> {
  return withDatabase(terminal, async (workplace) => {
    const { config, db } = workplace;
    const { context, close } = await createContext(db, { ...config, version, log: terminal.warn });
    try {
      return await work(context, workplace);
    } finally {
      await close();
    }
  });
}
