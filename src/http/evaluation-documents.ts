import { Router } from "express";
import { RegionaryError } from "../errors";
import { PAGE_POLICY } from "../plots/page/page-document";
import type { ServiceContext } from "../services/context";
import { reportDocument } from "../services/evaluations/documents/report-document";
import { drawReportPage } from "../services/evaluations/documents/report-page";
import { findOne } from "../services/work/find-one";
import { evaluationRuns } from "../storage/evaluations/evaluation-runs";
import { idInAddress } from "./id-in-address";

/** The report of an evaluation as a document of its own: for programs, and for people. */
export function evaluationDocuments(context: ServiceContext): Router {
  const router = Router();
  router.get("/evaluations/:id/report.json", async ({ params }, response) => {
    const run = await findOne(context.db, evaluationRuns, idInAddress("EvaluationRun", params.id));
    const json = await reportDocument(context, run);
    if (json === null) throw new RegionaryError("NOT_FOUND", `There is no report of the run ${params.id}.`);
    response.setHeader("Content-Disposition", `attachment; filename="evaluation-${params.id}.json"`);
    response.type("application/json").send(json);
  });
  router.get("/evaluations/:id/report.html", async ({ params }, response) => {
    const page = await drawReportPage(context, idInAddress("EvaluationRun", params.id));
    // Names in it are untrusted: whatever they say, nothing is loaded and nothing runs.
    response.setHeader("Content-Security-Policy", `${PAGE_POLICY}; sandbox`);
    response.setHeader("Cache-Control", "private, max-age=3600");
    response.type("text/html").send(page);
  });
  return router;
}
