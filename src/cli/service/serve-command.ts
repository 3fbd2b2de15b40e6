import type { Command } from "commander";
import { serve } from "../../main";

/** `regionary serve`: the service, as `npm start` runs it. */
export function addServe(program: Command): void {
  program
    .command("serve")
    .description("run the service until Ctrl-C; its settings are environment variables")
    .action(serve);
}
