import { sectionName } from "../../evaluation/report/main-figures";
import type { FoundComparison } from "../../services/evaluations/comparisons/found-comparison";
import { formatTable } from "../terminal/format-table";

const MOST_LABELS = 10;
const SIGNIFICANT = 0.05;

type Runs = readonly [first: string, second: string];
type Difference = NonNullable<FoundComparison["sections"][number]["macro"]>;

/** A comparison as a document of its own, with the names of models, set and labels. */
export function comparisonAsJson(
  runs: Runs,
  { models, setName, sections, labelOf }: FoundComparison,
): string {
  const [first, second] = runs.map((id, at) => {
    const { name, version } = models[at]!;
    return { id, modelVersion: { name, version } };
  });
  return JSON.stringify({
    ...{ first, second, benchmarkSet: { name: setName } },
    sections: sections.map(({ perClass, ...section }) => ({
      ...section,
      perClass: perClass.map((row) => ({ label: labelOf(row.class), ...row })),
    })),
  });
}

/** What differs in percent points for people, and the labels that differ by more than chance. */
export function formatComparison([first, second]: Runs, found: FoundComparison): string {
  const [a, b] = found.models.map(({ name, version }) => `${name}@${version}`);
  const heading = `On ${found.setName}: first ${a} (${first}), second ${b} (${second})`;
  return [heading, ...found.sections.map((section) => formatSection(section, found))].join("\n\n");
}

function formatSection(
  { section, macro, atK, perClass }: FoundComparison["sections"][number],
  { labelOf, seenClasses }: FoundComparison,
): string {
  const figures = [["mAP, macro", macro] as const, ...atK.map(({ k, f1 }) => [`F1@${k}`, f1] as const)];
  const rows = figures.flatMap(([name, difference]) => (difference ? [rowOf(name, difference)] : []));
  const changed = perClass.filter(({ adjustedP }) => adjustedP < SIGNIFICANT);
  const largest = changed
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference))
    .slice(0, MOST_LABELS);
  const title = `${sectionName(section, seenClasses)}, in percent:`;
  const table = formatTable([["", "FIRST", "SECOND", "DIFFERENCE", "P"], ...rows]);
  const labels =
    changed.length === 0
      ? `No label's AP differs by more than chance (of ${perClass.length}).`
      : `${changed.length} of ${perClass.length} labels' APs differ by more than chance; the largest differences:\n${formatTable(
          [
            ["LABEL", "FIRST", "SECOND", "DIFFERENCE", "P, ADJUSTED"],
            ...largest.map((row) => rowOf(labelOf(row.class), { ...row, p: row.adjustedP })),
          ],
        )}`;
  return [title, table, labels].join("\n");
}

function rowOf(name: string, { first, second, difference, standardError, p }: Difference): string[] {
  const points = (share: number) => (100 * share).toFixed(2);
  const signed = `${difference > 0 ? "+" : ""}${points(difference)} ± ${points(standardError)}`;
  return [name, points(first), points(second), signed, p < 0.001 ? "< .001" : p.toFixed(3)];
}
