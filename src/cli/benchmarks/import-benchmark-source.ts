import type { BenchmarkSource } from "../../datasets/benchmark-source";
import { withAliases } from "../../datasets/with-aliases";
import { importHere } from "../../services/benchmarks/import-here";
import { wordVectorSetNamed } from "../../services/vocabularies/named-vocabularies";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withDatabase } from "../with-database";

/** What each format's import is told besides where its files are. */
interface ImportOptions {
  readonly name: string;
  readonly vectors?: string;
  readonly aliases?: string;
  readonly float32?: boolean;
}

/** Stores an opened source as a benchmark set, saying how far it is, and closes it. */
export async function importBenchmarkSource(
  terminal: Terminal,
  { name, vectors, aliases, float32 }: ImportOptions,
  opening: Promise<BenchmarkSource>,
): Promise<void> {
  const opened = await opening;
  try {
    for (const remark of opened.remarks ?? []) terminal.warn(remark);
    const labels = aliases === undefined ? opened.labels : await withAliases(opened.labels, aliases);
    const source = { ...opened, labels };
    await withDatabase(terminal, async ({ db, signal }) => {
      const words = vectors === undefined ? null : await wordVectorSetNamed(db, vectors);
      const tell = progressLines(terminal);
      const format = "[{bar}] {value}/{total} images, {eta_formatted} left";
      const { set, alreadyStored } = await showProgress({ format, total: source.count }, (update) =>
        importHere(
          db,
          {
            ...{ name, source, ...(words && { vectors: { wordVectorSetId: words.id } }) },
            featureType: float32 ? "FLOAT32" : "FLOAT16",
          },
          {
            signal,
            onProgress: (stored, total) => {
              update(stored);
              tell(stored, total);
            },
          },
        ).catch((error: unknown) => {
          if (signal.aborted) terminal.warn("Run the same command again to go on where this one stopped.");
          throw error;
        }),
      );
      const what = `${set.name}, ${set.total} images, ${set.labelKeys.length} labels`;
      terminal.print(`${alreadyStored ? "Already stored" : "Imported"}: ${what}`);
    });
  } finally {
    await opened.close();
  }
}
