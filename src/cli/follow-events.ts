import type { Terminal } from "./terminal/terminal";

/** Calls `onEvent` with each event of some work, to its last; rejects when the signal fires. */
export async function followEvents<Event>(
  events: AsyncIterator<Event, void>,
  { signal, terminal }: { signal: AbortSignal; terminal: Terminal },
  onEvent: (event: Event) => void,
): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() =>
    terminal.warn(
      "Run the same command again to go on with it. A service that runs goes on with it by itself; bin/regionary work list --unfinished shows its id, bin/regionary work cancel ID cancels it.",
    ),
  );
  signal.throwIfAborted();
  for (;;) {
    const { value: event, done } = await Promise.race([events.next(), aborted]);
    if (done) return;
    onEvent(event);
  }
}
