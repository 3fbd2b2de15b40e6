import { type Request, type RequestHandler, Router } from "express";
import { z } from "zod";
import { RegionaryError } from "../errors";
import type { ServiceContext } from "../services/context";
import { drawAveragePrecisions } from "../services/evaluations/plots/draw-average-precisions";
import { drawHistogram } from "../services/evaluations/plots/draw-histogram";
import { drawPrecisionRecall } from "../services/evaluations/plots/draw-precision-recall";
import type { LabelPlotRequest } from "../services/evaluations/plots/plotted-run";
import { idInAddress } from "./id-in-address";

const QUERY = z.object({
  section: z.enum(["ZSL", "GZSL", "SEEN"]),
  label: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .nullable()
    .default(null),
  theme: z.enum(["light", "dark"]).nullable().default(null),
});
const EXPECTED: Readonly<Record<string, string>> = {
  section: "section must be ZSL, GZSL or SEEN",
  label: "label must be a position in the vocabulary, or left out for all labels together",
  theme: "theme must be light or dark, or left out for the one that the viewer prefers",
};

/** Plots of what an evaluation measured, as SVG. */
export function plots(context: ServiceContext): Router {
  const router = Router();
  router.get("/evaluations/:id/pr-curve.svg", drawn(context, drawPrecisionRecall));
  router.get("/evaluations/:id/histogram.svg", drawn(context, drawHistogram));
  router.get("/evaluations/:id/ap-per-class.svg", drawn(context, drawAveragePrecisions));
  return router;
}

function drawn(
  context: ServiceContext,
  draw: (context: ServiceContext, request: LabelPlotRequest) => Promise<string>,
): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const svg = await draw(context, plotRequest(request));
    // Names in it are untrusted: whatever they say, nothing is loaded and nothing runs.
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.setHeader("Cache-Control", "private, max-age=3600");
    response.type("image/svg+xml").send(svg);
  };
}

function plotRequest({ params, query }: Request<{ id: string }>): LabelPlotRequest {
  const runId = idInAddress("EvaluationRun", params.id);
  const parsed = QUERY.safeParse(query);
  if (parsed.success) return { runId, ...parsed.data };
  const name = String(parsed.error.issues[0]?.path[0]);
  const got = query[name] === undefined ? "nothing" : JSON.stringify(query[name]);
  throw new RegionaryError("INVALID_INPUT", `In the address ${EXPECTED[name]}; got ${got.slice(0, 80)}.`);
}
