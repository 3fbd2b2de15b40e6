/** What the labels, images and plots of a report are looked up by. */
export interface ReportOwner {
  readonly runId: string;
  readonly benchmarkSetId: string;
  readonly vocabularyId: string;
  readonly modelVersionId: string;
}
