import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileState } from "../library/file-state";
import { type FoundFile, findPictures } from "../library/find-pictures";
import type { ListedPath } from "../library/listed-paths";
import { oneLine } from "../terminal/one-line";
import type { Terminal } from "../terminal/terminal";
import type { Workplace } from "../with-database";
import { addPictures } from "./add-pictures";

const LOOK_MS = 2_000;
/** A look may take a tenth of the time. */
const REST = 9;
/** A file that cannot be read as a picture may be one that comes slowly: it is refused after this time without a change. */
const REFUSED_AFTER_MS = 30_000;

interface Seen {
  readonly state: string;
  /** When it was first seen in this state. */
  readonly since: number;
  isDone: boolean;
}

/**
 * Looks at folders again and again until the signal fires, and stores each new or changed picture once two looks have
 * found it the same: one that is still being written is left until it is whole. Polls, as a network's folders tell of no
 * changes.
 */
export async function watchFolders(
  workplace: Pick<Workplace, "db" | "signal">,
  paths: readonly (string | ListedPath)[],
  terminal: Pick<Terminal, "print" | "warn">,
  lookMs = LOOK_MS,
): Promise<void> {
  const { signal } = workplace;
  let seen = new Map<string, Seen>();
  let told: ReadonlySet<string> = new Set();
  while (!signal.aborted) {
    const start = performance.now();
    const found = await findPictures(paths, signal).catch((error: unknown) => {
      if (signal.aborted) return null;
      throw error;
    });
    if (!found) return;
    told = tellTrouble(found, told, terminal);
    const now = new Map<string, Seen>();
    const ripe: { file: FoundFile; seen: Seen }[] = [];
    for (const file of found.files) {
      const state = await fileState(file.file);
      if (!state) continue;
      const before = seen.get(state.key);
      const isSame = before?.state === state.state;
      const kept = isSame ? before : { state: state.state, since: start, isDone: false };
      now.set(state.key, kept);
      if (isSame && !kept.isDone) ripe.push({ file, seen: kept });
    }
    seen = now;
    if (ripe.length > 0 && !(await addRipe(workplace, ripe, terminal))) return;
    const rest = Math.max(lookMs, REST * (performance.now() - start));
    await delay(rest, undefined, { signal }).catch(() => undefined);
  }
}

/** Says once of each folder that it cannot be read, and of each path that was named that nothing is there. */
function tellTrouble(
  { files, unreadable }: Awaited<ReturnType<typeof findPictures>>,
  told: ReadonlySet<string>,
  terminal: Pick<Terminal, "warn">,
): ReadonlySet<string> {
  const missing = files.filter(({ file, wasNamed }) => wasNamed && !existsSync(file));
  const lines = [
    ...[...unreadable].map(([folder, reason]) => `${folder}: ${reason}`),
    ...missing.map(({ shown }) => `${shown}: There is nothing yet; it is waited for.`),
  ];
  for (const line of lines) if (!told.has(line)) terminal.warn(line);
  return new Set(lines);
}

/** False if the signal fired meanwhile. */
async function addRipe(
  workplace: Pick<Workplace, "db" | "signal">,
  ripe: readonly { readonly file: FoundFile; readonly seen: Seen }[],
  terminal: Pick<Terminal, "print" | "warn">,
): Promise<boolean> {
  const files = ripe.map(({ file }) => file);
  const outcome = await addPictures(workplace, files, () => undefined).catch((error: unknown) => {
    if (workplace.signal.aborted) return null;
    throw error;
  });
  if (!outcome) return false;
  const refusals = new Map(outcome.refusals.map(({ file, reason }) => [file, reason]));
  let refused = 0;
  for (const { file, seen } of ripe) {
    const reason = refusals.get(file);
    seen.isDone = reason === undefined || performance.now() - seen.since > REFUSED_AFTER_MS;
    if (reason === undefined || !seen.isDone) continue;
    refused++;
    terminal.warn(`${oneLine(file.shown)}: ${reason}`);
  }
  const { added, alreadyStored } = outcome;
  if (added + refused > 0)
    terminal.print(`${added} added, ${alreadyStored} already stored, ${refused} refused`);
  return true;
}
