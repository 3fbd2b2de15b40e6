import type { BenchmarkSource } from "../../datasets/benchmark-source";
import { withAliases } from "../../datasets/with-aliases";
import type { Remark } from "../../remark";
import { importHere } from "../../services/benchmarks/import-here";
import { wordVectorSetNamed } from "../../services/vocabularies/named-vocabularies";
import { formatRemark } from "../terminal/format-remark";
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
  readonly skipBroken?: boolean;
}

/** Stores an opened source as a benchmark set, saying how far it is, and closes it. */
export async function importBenchmarkSource(
  terminal: Terminal,
  { name, vectors, aliases, float32, skipBroken }: ImportOptions,
  opening: Promise<BenchmarkSource>,
): Promise<void> {
  const opened = await opening;
  const tellRemarks = (remarks: readonly Remark[] = []) => {
    for (const remark of remarks) terminal.warn(formatRemark(remark));
  };
  try {
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
            skipBroken,
          },
          {
            signal,
            onProgress: (stored, total) => {
              update(stored);
              tell(stored, total);
            },
          },
        ).catch((error: unknown) => {
          tellRemarks(opened.remarks);
          if (signal.aborted) terminal.warn("Run the same command again to go on where this one stopped.");
          throw error;
        }),
      );
      const what = `${set.name}, ${set.total} images, ${set.labelKeys.length} labels`;
      // A set of an earlier version has none.
      tellRemarks(set.remarks.length > 0 ? set.remarks : opened.remarks);
      terminal.print(`${alreadyStored ? "Already stored" : "Imported"}: ${what}`);
    });
  } finally {
    await opened.close();
  }
}
