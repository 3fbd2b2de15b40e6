import type { Command } from "commander";
import { anyWork, workNamed } from "../../services/work/any-kind/work-named";
import { findOne } from "../../services/work/find-one";
import { watchWork } from "../../services/work/watch-work";
import { WORK_WORDS } from "../../services/work/work-words";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";

/** `regionary work follow`: a line for each event to the last; Ctrl-C ends the lines, not the work. */
export function addWorkFollow(work: Command, terminal: Terminal, version: string): void {
  work
    .command("follow")
    .description("show how work goes on, to its end; a Ctrl-C ends this command alone")
    .argument("<id>", "the id, as `work list` shows it")
    .action((id: string) =>
      withContext(terminal, version, async (context, { signal }) => {
        const { kind, own } = workNamed(id);
        const events = watchWork(context, kind, own, 0);
        signal.addEventListener("abort", () => void events.return?.(), { once: true });
        for await (const { sequence, state, phase, done, failed, total } of events) {
          const units = total > 0 ? ` ${done}/${total}` : "";
          const failures = failed > 0 ? `, ${failed} failed` : "";
          const step = phase === null ? "" : ` ${phase.toLowerCase()}`;
          terminal.print(`${sequence} ${state.toLowerCase()}${step}${units}${failures}`);
        }
        signal.throwIfAborted();
        const { state, errorMessage } = await findOne(context.db, anyWork(kind), own);
        const reason = errorMessage === null ? "" : `: ${errorMessage}`;
        if (state !== "COMPLETED")
          terminal.fail(`The ${WORK_WORDS[kind].name} is ${state.toLowerCase()}${reason}`);
      }),
    );
}
