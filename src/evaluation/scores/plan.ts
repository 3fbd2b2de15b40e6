import { RegionaryError } from "../../errors";
import type { SparseLabels } from "./labels";
import type { Protocol, SectionDefinition } from "./protocols";

/** A section over given columns: `classes` and `ranked` are columns, ascending. */
export interface SectionPlan {
  readonly definition: SectionDefinition;
  readonly classes: Uint32Array;
  /** Those of them that compete for an image's K best. */
  readonly ranked: Uint32Array;
  readonly ks: readonly number[];
  /** The length of an image's list of best scores: one more than the largest K, to see a tie there. */
  readonly listLength: number;
}

/** A protocol over given columns. */
export interface EvaluationPlan {
  readonly protocol: Protocol;
  readonly seen: readonly boolean[]; // [C]
  readonly sections: readonly SectionPlan[];
}

/** Ties are kept as one bit for each K. */
const MOST_KS = 32;

/**
 * Plans what to keep of each image's scores. Sections without classes are dropped; `ks` replaces the
 * protocol's own. A section that ranks only annotated classes must know them beforehand: for such a protocol
 * (Open Images) `labels` has those of all images. Throws INVALID_INPUT for a K above the number of ranked
 * classes.
 */
export function planEvaluation(
  protocol: Protocol,
  seen: readonly boolean[],
  { ks, labels }: { ks?: readonly number[]; labels?: readonly SparseLabels[] } = {},
): EvaluationPlan {
  const columns = seen.map((_, column) => column);
  const unseenOnly = !seen.includes(true);
  const sections = protocol.sections.flatMap((definition): SectionPlan[] => {
    const { classes: kind } = definition;
    const classes = Uint32Array.from(
      columns.filter((column) => kind === "all" || seen[column] === (kind === "seen")),
    );
    const isSame = kind === "all" ? unseenOnly || !seen.includes(false) : classes.length === 0;
    if (isSame) return [];
    const ranked = definition.ranked === "all" ? classes : annotatedAmong(classes, seen.length, labels);
    const chosen = [...new Set(ks ?? definition.ks)].sort((a, b) => a - b);
    if (chosen.length < 1 || chosen.length > MOST_KS)
      throw invalid(`expected 1 to ${MOST_KS} values of K; got ${chosen.length}`);
    for (const k of chosen) checkK(k, ranked.length, definition.name);
    const listLength = Math.min(chosen.at(-1)! + 1, ranked.length);
    return [{ definition, classes, ranked, ks: chosen, listLength }];
  });
  return { protocol, seen, sections };
}

/** Classes with a +1 or -1 in an image that has a +1 among them. */
function annotatedAmong(
  classes: Uint32Array,
  columns: number,
  labels?: readonly SparseLabels[],
): Uint32Array {
  if (!labels) throw invalid("this protocol ranks annotated classes alone: give the labels of all images");
  const isIn = new Uint8Array(columns);
  for (const label of classes) isIn[label] = 1;
  const annotated = new Uint8Array(columns);
  for (const { starts, classes: listed, values, others } of labels) {
    for (let image = 0; image + 1 < starts.length; image++) {
      const [from, to] = [starts[image]!, starts[image + 1]!];
      let counts = false;
      for (let entry = from; entry < to; entry++)
        if (values[entry] === 1 && isIn[listed[entry]!]) counts = true;
      if (!counts) continue;
      const unknown = new Set<number>();
      for (let entry = from; entry < to; entry++) {
        if (values[entry] !== 0) annotated[listed[entry]!] = 1;
        else unknown.add(listed[entry]!);
      }
      if (others === -1) for (const label of classes) if (!unknown.has(label)) annotated[label] = 1;
    }
  }
  return classes.filter((label) => annotated[label] === 1);
}

function checkK(k: number, ranked: number, section: string): void {
  if (Number.isSafeInteger(k) && k >= 1 && k <= ranked) return;
  throw invalid(`K must be a whole number from 1 to the ${ranked} classes that ${section} ranks; got ${k}`);
}

function invalid(reason: string): RegionaryError {
  return new RegionaryError("INVALID_INPUT", `The evaluation cannot be planned: ${reason}.`);
}
