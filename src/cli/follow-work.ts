import type { ServiceContext } from "../services/context";
import { watchWork } from "../services/work/watch-work";
import type { WorkEventRow } from "../storage/work/work-events";
import type { WorkRow } from "../storage/work/work-rows";
import type { Terminal } from "./terminal/terminal";

/** Hears of each event of some work, from its latest to its last; rejects when the signal fires. */
export async function followWork(
  context: Pick<ServiceContext, "db" | "eventListener" | "readEvents">,
  { kind, id, sequence }: WorkRow,
  { signal, terminal }: { signal: AbortSignal; terminal: Terminal },
  onEvent: (event: WorkEventRow) => void,
): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() =>
    terminal.warn("Give the same command again to go on; the service, too, goes on with it."),
  );
  signal.throwIfAborted();
  const events = watchWork(context, kind, id, sequence);
  for (;;) {
    const { value: event, done } = await Promise.race([events.next(), aborted]);
    if (done) return;
    onEvent(event);
  }
}
