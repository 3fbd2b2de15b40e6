import { PRIORITIES, type Priority } from "../../src/batcher/policy";
import type { Arrival } from "./arrivals";

/**
 * Recorded arrivals as text, one to a line in order of time: milliseconds since the start, priority, and for
 * how many milliseconds the result is useful, or `-` for always. Lines that begin with # say where it is
 * from.
 */
export function writeTrace(arrivals: readonly Arrival[], comments: readonly string[]): string {
  const inOrder = [...arrivals].sort((a, b) => a.at - b.at);
  const lines = inOrder.map(
    ({ at, priority, patienceMs }) => `${Math.round(at)} ${priority} ${patienceMs ?? "-"}`,
  );
  return `${[...comments.map((comment) => `# ${comment}`), ...lines].join("\n")}\n`;
}

/** Throws an Error that names the first line that is not of this form, or is earlier than the one before. */
export function readTrace(text: string): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const arrival = readLine(line);
    if (!arrival) {
      const form = `"MS PRIORITY PATIENCE" such as "1250 interactive 2000" or "1250 bulk -"; priorities are ${PRIORITIES.join(", ")}`;
      throw new Error(`Line ${index + 1} of the trace must be ${form}; it is "${line}".`);
    }
    const before = arrivals.at(-1)?.at ?? 0;
    if (arrival.at < before) {
      throw new Error(
        `Line ${index + 1} of the trace is at ${arrival.at} ms, before the line above it at ${before} ms: sort the lines by time.`,
      );
    }
    arrivals.push(arrival);
  }
  return arrivals;
}

function readLine(line: string): Arrival | null {
  const [, at, priority, patience] = /^(\d+(?:\.\d+)?) (\S+) (-|[1-9]\d*)$/.exec(line) ?? [];
  if (at === undefined || !isPriority(priority)) return null;
  return { at: Number(at), priority, patienceMs: patience === "-" ? null : Number(patience) };
}

function isPriority(name: string | undefined): name is Priority {
  return (PRIORITIES as readonly (string | undefined)[]).includes(name);
}
