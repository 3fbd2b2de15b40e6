import { SingleBar } from "cli-progress";

/**
 * Shows progress on one line from the first update on while `work` runs, in cli-progress' format; only on a
 * terminal. Where the total is not known at first, the updates bring it; without one the format should count
 * with {value} alone. `more` gives further names in the format.
 */
export async function showProgress<T>(
  { format, total = 0 }: { format: string; total?: number },
  work: (update: (value: number, total?: number, more?: Record<string, string>) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true, gracefulExit: false });
  try {
    return await work((value, newTotal = total, more = {}) => {
      if (!bar.isActive) return bar.start(newTotal, value, more);
      bar.setTotal(newTotal);
      bar.update(value, more);
    });
  } finally {
    bar.stop();
  }
}
