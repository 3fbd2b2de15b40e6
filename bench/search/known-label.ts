import type { TermBounds } from "../../src/search/term-bounds";
import { medianOf } from "../figures/median";
import { ALL_WORDS } from "./made/made-words";
import type { MadeIndex } from "./made/make-index";
import { PAGE, rankingOf } from "./measure-word";

const REPEATS = 25;

/** Milliseconds from a label of an indexed vocabulary to its first page; each time another label. */
export async function knownLabelMs({ columns }: MadeIndex): Promise<number> {
  let word = 0;
  const none = () => Promise.reject(new Error("every score is known"));
  return medianOf(REPEATS, async () => {
    const scores = await columns.column(word++ % ALL_WORDS.length);
    const bounds: TermBounds = { upper: scores, lower: scores, estimate: scores };
    const ranking = rankingOf([bounds], none);
    await ranking.estimate(PAGE, { budget: 1 });
    if (!ranking.page(null, PAGE).isExact) throw new Error("known scores give a page that is not exact");
  });
}
