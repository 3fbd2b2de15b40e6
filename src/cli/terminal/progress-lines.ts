import type { Terminal } from "./terminal";

/** Reports progress at each further tenth of a total, where no bar can be drawn: in a log, or through a pipe. */
export function progressLines(
  { canRedraw, warn }: Pick<Terminal, "canRedraw" | "warn">,
  unit = "images",
): (done: number, total: number) => void {
  let said = 0;
  return (done, total) => {
    const tenths = total > 0 ? Math.floor((10 * done) / total) : 0;
    if (canRedraw || tenths <= said) return;
    said = tenths;
    warn(`${done}/${total} ${unit}`);
  };
}
