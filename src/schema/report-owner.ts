/** What the labels and images of a report are looked up by. */
export interface ReportOwner {
  readonly benchmarkSetId: string;
  readonly vocabularyId: string;
  readonly modelVersionId: string;
}
