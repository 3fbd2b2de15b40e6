import type { SourceLabel } from "../benchmark-source";
import { invalidDataset, quoted } from "../invalid-dataset";
import { readCsv } from "../reading/read-csv";
import { refuseRepeatedKeys } from "../source-labels";

export interface OpenImagesLabelFiles {
  /** `class-descriptions.csv`: MID, name. */
  readonly descriptions: string;
  /** `classes-trainable.txt`: the MIDs of the seen labels; without it all others of `descriptions` are seen. */
  readonly seen?: string;
  /** The MIDs of the unseen labels. */
  readonly unseen: string;
}

const MID = /^\/[a-z]\/[\w-]+$/;

/** The seen labels, then the unseen ones, each in the order of its file. A label's key is its MID. */
export async function readOpenImagesLabels(files: OpenImagesLabelFiles): Promise<SourceLabel[]> {
  const names = await readDescriptions(files.descriptions);
  const unseen = await readMids(files.unseen);
  const isUnseen = new Set(unseen);
  const seen = (files.seen === undefined ? [...names.keys()] : await readMids(files.seen)).filter(
    (mid) => files.seen !== undefined || !isUnseen.has(mid),
  );
  const label = (training: SourceLabel["training"], file: string) => (mid: string) => {
    const name = names.get(mid);
    if (name !== undefined) return { key: mid, name, training };
    const problem = `the label ${mid} has no name in ${files.descriptions}`;
    throw invalidDataset({ file }, problem, "Give the class descriptions that belong to this list.");
  };
  const labels = [
    ...seen.map(label("SEEN", files.seen ?? files.descriptions)),
    ...unseen.map(label("UNSEEN", files.unseen)),
  ];
  refuseRepeatedKeys(labels, files.unseen);
  return labels;
}

/** Some files have a header ("LabelName,DisplayName") and some have none. */
async function readDescriptions(file: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let rows = 0;
  for await (const { fields, line } of readCsv(file)) {
    const [mid = "", name = ""] = fields;
    if (rows++ === 0 && !mid.startsWith("/")) continue;
    const place = { file, at: `line ${line}` };
    if (!MID.test(mid) || name === "" || fields.length !== 2) {
      const problem = `expected a MID such as "/m/01b9xk", a comma and a name, but got ${quoted(fields.join(","))}`;
      throw invalidDataset(place, problem, "Give class-descriptions.csv as Open Images publishes it.");
    }
    if (names.has(mid)) throw invalidDataset(place, `the label ${mid} comes twice`, "Leave one of them out.");
    names.set(mid, name);
  }
  if (names.size === 0)
    throw invalidDataset({ file }, "it describes no label", "Give class-descriptions.csv.");
  return names;
}

/** A MID a line, or CSV rows that begin with one. */
async function readMids(file: string): Promise<string[]> {
  const mids: string[] = [];
  for await (const { fields, line } of readCsv(file)) {
    const mid = fields[0]!;
    if (!MID.test(mid)) {
      const problem = `expected a MID such as "/m/01b9xk", but got ${quoted(mid)}`;
      const advice = /^\d+$/.test(mid) ? " Positions mean nothing without the list they count in." : "";
      throw invalidDataset({ file, at: `line ${line}` }, problem, `Give a file with a MID a line.${advice}`);
    }
    mids.push(mid);
  }
  return mids;
}
