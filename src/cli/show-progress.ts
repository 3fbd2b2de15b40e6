import { SingleBar } from "cli-progress";

/**
 * Shows progress on one line from the first update on while `work` runs, in cli-progress' format; only on a
 * terminal. Without a total the format should count with {value} alone.
 */
export async function showProgress<T>(
  { format, total = 0 }: { format: string; total?: number },
  work: (update: (value: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true, gracefulExit: false });
  try {
    return await work((value) => {
      if (bar.isActive) bar.update(value);
      else bar.start(total, value);
    });
  } finally {
    bar.stop();
  }
}
