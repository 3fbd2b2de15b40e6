import type { Command } from "commander";
import { serve } from "../main";
import { onInterrupt } from "./interruption";

/** `regionary serve`: the service, as `npm start` runs it. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .description("run the service until Ctrl-C; its settings are environment variables")
    .action(async () => {
      const ignore = onInterrupt(() => undefined); // `serve` hears the first one too, and must not be killed by its repeat
      try {
        await serve();
      } finally {
        ignore();
      }
    });
}
