/** A label's key among all labels: it has no row of its own id. */
export const labelKey = (vocabularyId: string, position: number): string => `${vocabularyId}/${position}`;

/** The vocabulary and the position that a label's key names. */
export function labelOfKey(key: string): { vocabularyId: string; position: number } {
  const [vocabularyId, position] = key.split("/");
  return { vocabularyId: vocabularyId!, position: Number(position) };
}

/** A label's figures, by their key in a section of a run's report. */
export const labelReportKey = (runId: string, section: string, position: number): string =>
  `${runId}/${section}/${position}`;

/** The run, the section and the position that the key of a label's figures names. */
export function labelReportOfKey(key: string): { runId: string; section: string; position: number } {
  const [runId, section, position] = key.split("/");
  return { runId: runId!, section: section!, position: Number(position) };
}
