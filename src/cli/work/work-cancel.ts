import type { Command } from "commander";
import { anyWork, workNamed } from "../../services/work/any-kind/work-named";
import { cancelWork } from "../../services/work/cancel-work";
import { WORK_WORDS } from "../../services/work/work-words";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/**
 * `regionary work cancel`, and under another noun the same for its kind alone; what was done is kept.
 */
export function addWorkCancel(noun: Command, terminal: Terminal, only?: "TRAINING"): void {
  const what = only ? WORK_WORDS[only].name : "work";
  noun
    .command("cancel")
    .description(`cancel waiting or running ${only ? `${what}s` : what}, keeping what was done`)
    .argument("<id>", `the id, as \`${noun.name()} list\` shows it`)
    .action((id: string) =>
      withDatabase(terminal, async ({ db }) => {
        const { kind, own } = workNamed(id);
        const { name } = WORK_WORDS[kind];
        if (only && kind !== only)
          return terminal.fail(
            `This is the id of ${/^[aeiou]/.test(name) ? "an" : "a"} ${name}: bin/regionary work cancel ${id}`,
          );
        const { work, alreadyEnded } = await cancelWork(db, anyWork(kind), own);
        if (alreadyEnded) return terminal.fail(`The ${name} has ended already: it is ${work.state}.`);
        terminal.print(`Canceled: ${name} ${id}`);
      }),
    );
}
