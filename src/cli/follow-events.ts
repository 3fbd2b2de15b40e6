import type { Terminal } from "./terminal/terminal";

/** Hears of each event of some work, to its last; rejects when the signal fires. */
export async function followEvents<Event>(
  events: AsyncGenerator<Event, void>,
  { signal, terminal }: { signal: AbortSignal; terminal: Terminal },
  onEvent: (event: Event) => void,
): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() =>
    terminal.warn("Give the same command again to go on; the service, too, goes on with it."),
  );
  signal.throwIfAborted();
  for (;;) {
    const { value: event, done } = await Promise.race([events.next(), aborted]);
    if (done) return;
    onEvent(event);
  }
}
