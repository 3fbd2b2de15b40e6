import { graphql, type ResultOf } from "../../../api/graphql";
import type { LabelSort, SectionName } from "../evaluation-view";

export const LabelReports = graphql(`
  query LabelReports($id: ID!, $after: String) {
    evaluationRun(id: $id) {
      id
      report {
        sections {
          section
          labels(first: 500, after: $after) {
            edges {
              node {
                id
                position
                seen
                support
                annotated
                averagePrecision
                interval { low high }
                atK { k precision recall f1 predicted hits }
                label { id label }
              }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }
`);

type Data = ResultOf<typeof LabelReports>;
type Labels = NonNullable<NonNullable<Data["evaluationRun"]>["report"]>["sections"][number]["labels"];
export type LabelReport = Labels["edges"][number]["node"];

/** The page of one section's labels. */
export const labelsOf =
  (section: SectionName) =>
  (data: Data): Labels | undefined =>
    data.evaluationRun?.report?.sections.find((other) => other.section === section)?.labels;

export const atKOf = ({ atK }: LabelReport, k: number | null) => atK?.find((figures) => figures.k === k);

/** The labels that have a text in their names, in an order; those without the figure come last. */
export function sortedLabels(
  labels: readonly LabelReport[],
  { q, sort, isDown, k }: { q: string; sort: LabelSort; isDown: boolean; k: number | null },
): LabelReport[] {
  const wanted = q.toLowerCase();
  const shown = labels.filter(({ label }) => (label?.label ?? "").toLowerCase().includes(wanted));
  const sign = isDown ? -1 : 1;
  if (sort === "label")
    return shown.sort((a, b) => sign * (a.label?.label ?? "").localeCompare(b.label?.label ?? ""));
  const figureOf = (report: LabelReport): number | null => {
    if (sort === "support") return report.support;
    return sort === "ap" ? report.averagePrecision : (atKOf(report, k)?.f1 ?? null);
  };
  return shown.sort((a, b) => {
    const [first, second] = [figureOf(a), figureOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second) || a.position - b.position;
  });
}
