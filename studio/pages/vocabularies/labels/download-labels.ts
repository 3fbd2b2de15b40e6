import { client } from "../../../api/client";
import { showProblem } from "../../../parts/show-problem";
import { type VocabularyLabel, VocabularyLabels } from "./vocabulary-labels";

const MARKS = { SEEN: "seen", UNSEEN: "unseen", UNKNOWN: "" } as const;
const COLUMNS = ["label", "training", "alias", "prompt", "phrases"] as const;

/** Saves a vocabulary as a table that the studio reads back, or as plain lines where it has labels alone. */
export async function downloadLabels(id: string, name: string, version: number): Promise<void> {
  const labels: VocabularyLabel[] = [];
  let after: string | null = null;
  do {
    const answer: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(id, after);
    if (!answer) return;
    labels.push(...answer.edges.map(({ node }) => node));
    after = answer.pageInfo.hasNextPage ? answer.pageInfo.endCursor : null;
  } while (after !== null);
  const isPlain = labels.every(
    ({ training, alias, prompt, phrases }) =>
      training === "UNKNOWN" && alias === null && prompt === null && phrases.length === 0,
  );
  const text = isPlain ? labels.map(({ label }) => label).join("\n") : tableOf(labels);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text, "\n"], { type: "text/plain" }));
  link.download = `${name}, version ${version}.${isPlain ? "txt" : "csv"}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function pageAfter(id: string, after: string | null) {
  const { data, error } = await client.query(VocabularyLabels, { id, after }).toPromise();
  showProblem(error);
  return data?.vocabulary?.labels;
}

function tableOf(labels: readonly VocabularyLabel[]): string {
  const rows = labels.map(({ label, training, alias, prompt, phrases }) =>
    [label, MARKS[training], alias ?? "", prompt ?? "", phrases.join("|")].map(cellOf).join(","),
  );
  return [COLUMNS.join(","), ...rows].join("\n");
}

const cellOf = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
