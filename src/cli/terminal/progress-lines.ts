import type { Terminal } from "./terminal";

/** Reports progress at each further tenth of some images, where no bar can be drawn: in a log, or through a pipe. */
export function progressLines({
  canRedraw,
  warn,
}: Pick<Terminal, "canRedraw" | "warn">): (images: number, total: number) => void {
  let said = 0;
  return (images, total) => {
    const tenths = Math.floor((10 * images) / total);
    if (canRedraw || tenths <= said) return;
    said = tenths;
    warn(`${images}/${total} images`);
  };
}
