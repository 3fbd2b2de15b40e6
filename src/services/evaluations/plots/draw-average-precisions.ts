import { averagePrecisionPlot, type LabelBar } from "../../../plots/average-precision-plot";
import type { ServiceContext } from "../../context";
import { type PlotRequest, plottedRun } from "./plotted-run";

/** Where a section has more than twice this many labels, those between the best and the worst are left out. */
const MOST_OF_EACH = 40;

/** The average precision of a section's labels that have a positive, highest first, as SVG. */
export async function drawAveragePrecisions(
  context: Pick<ServiceContext, "db" | "evaluations">,
  request: PlotRequest,
): Promise<string> {
  const { section, subtitle, labels } = await plottedRun(context, request);
  const places = [...section.perClass.keys()].filter(
    (place) => section.perClass[place]!.averagePrecision !== null,
  );
  const valueAt = (place: number) => section.perClass[place]!.averagePrecision!;
  places.sort((a, b) => valueAt(b) - valueAt(a) || a - b);
  const between = Math.max(0, places.length - 2 * MOST_OF_EACH);
  const [best, worst] =
    between === 0
      ? [places, []]
      : [places.slice(0, MOST_OF_EACH), places.slice(places.length - MOST_OF_EACH)];
  const positions = [...best, ...worst].map((place) => section.perClass[place]!.class);
  const names = await labels(positions);
  const bar = (place: number): LabelBar => {
    const { class: position, seen, support } = section.perClass[place]!;
    const label = names.get(position)!;
    const interval = section.intervals?.averagePrecision[place] ?? null;
    return { label, seen, support, averagePrecision: valueAt(place), interval };
  };
  const title =
    between === 0
      ? "Average precision by label"
      : `Average precision by label: the ${MOST_OF_EACH} best and the ${MOST_OF_EACH} worst`;
  return averagePrecisionPlot(
    { title, subtitle },
    { best: best.map(bar), between, worst: worst.map(bar) },
    request.theme,
  );
}
