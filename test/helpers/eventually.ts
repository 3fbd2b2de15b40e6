import { setTimeout as delay } from "node:timers/promises";

/** Asks until the answer is something, and gives it; fails when `patienceMs` is over. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  { patienceMs = 40_000, everyMs = 20 } = {},
): Promise<T> {
  for (const giveUpAt = Date.now() + patienceMs; ; await delay(everyMs)) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > giveUpAt) throw new Error(`Not within ${patienceMs} ms: ${what}`);
  }
}
