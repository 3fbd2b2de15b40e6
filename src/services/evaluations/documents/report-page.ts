import type { SectionReport } from "../../../evaluation/report/report";
import type { RunReport } from "../../../evaluation/report/run-report";
import { smallJpeg } from "../../../pictures/small-jpeg";
import { reportPage, type ShownPicture, type ShownSection } from "../../../plots/page/report-page";
import { findBenchmarkItems } from "../../../storage/benchmarks/benchmark-items";
import { listPicturesOf } from "../../../storage/benchmarks/item-names";
import type { Database } from "../../../storage/database/database";
import type { EvaluationRunRow } from "../../../storage/evaluations/evaluation-runs";
import { readImageBytes } from "../../../storage/images/images";
import type { ServiceContext } from "../../context";
import { drawAveragePrecisions } from "../plots/draw-average-precisions";
import { drawHistogram } from "../plots/draw-histogram";
import { drawPrecisionRecall } from "../plots/draw-precision-recall";
import { completeRun } from "../reports/measured-run";
import { worstClasses } from "../reports/report-parts";
import { describeRun } from "./described-run";

const WORST_LABELS = 12;
const PICTURES_OF_EACH = 3;
const MOST_WRONG = 12;
const SIDE = 160;

type PageContext = Pick<ServiceContext, "db" | "version" | "evaluations">;

/** A complete run as one HTML document. NOT_FOUND if there is no such run, CONFLICT before it is complete. */
export async function drawReportPage(context: PageContext, runId: string): Promise<string> {
  const run = await completeRun(context.db, runId);
  const { set, model, about } = await describeRun(context, run);
  const report = (await context.evaluations.reportOf(runId))!;
  const small = smallPictures(context.db);
  const sections: ShownSection[] = [];
  for (const section of report.sections) {
    sections.push({
      section,
      plots: await plotsOf(context, runId, section),
      worstLabels: await worstLabels(context.db, set.id, section, small),
      mostWrong: await mostWrong(context.db, set.id, report, section, small),
    });
  }
  return reportPage({
    title: `${model.name}, version ${model.version}, on ${set.name}`,
    facts: [
      ["model", `${model.name}, version ${model.version} (${model.description.family})`],
      ["benchmark set", `${set.name} (${set.format}), ${set.total} images, content ${set.contentHash}`],
      ["labels", `${about.labels.length}: ${report.seenClasses} seen, ${report.unseenClasses} unseen`],
      ["protocol", run.protocol],
      ["K", report.sections[0]?.atK.map(({ k }) => k).join(", ") ?? ""],
      ["measured", measuredWhen(run)],
      ["run", about.run.id],
      ["written by", `Regionary ${about.writtenBy}`],
    ],
    report,
    sections,
    labelOf: (position) => about.labels[position]?.label ?? `label ${position}`,
  });
}

function measuredWhen({ createdAt, finishedAt, host, fixed, resamples }: EvaluationRunRow): string {
  const at = (date: Date | null) => date?.toISOString().slice(0, 19).replace("T", " ") ?? "?";
  const how = [fixed?.provider, fixed?.precision].filter(Boolean).join(", ");
  return `${at(createdAt)} to ${at(finishedAt)} UTC on ${host} (${how}); ${resamples} resamples`;
}

async function plotsOf(context: PageContext, runId: string, { section }: SectionReport): Promise<string[]> {
  const request = { runId, section, theme: null };
  return [
    await drawAveragePrecisions(context, request),
    await drawPrecisionRecall(context, { ...request, label: null }),
    await drawHistogram(context, { ...request, label: null }),
  ];
}

type SmallPictures = (name: string, imageId: string | null) => Promise<ShownPicture>;

async function worstLabels(db: Database, setId: string, section: SectionReport, small: SmallPictures) {
  const worst = worstClasses(section, WORST_LABELS);
  const positions = worst.map(({ class: position }) => position);
  const found = await listPicturesOf(db, setId, positions, PICTURES_OF_EACH);
  const pictures = await Promise.all(
    found.map(async ({ label, name, imageId }) => ({ label, picture: await small(name, imageId) })),
  );
  return worst.map((label) => ({
    label,
    pictures: pictures.filter((of) => of.label === label.class).map(({ picture }) => picture),
  }));
}

async function mostWrong(
  db: Database,
  setId: string,
  report: RunReport,
  { section }: SectionReport,
  small: SmallPictures,
) {
  const wrong = (report.mostWrong.find((list) => list.section === section)?.images ?? []).slice(
    0,
    MOST_WRONG,
  );
  const items = await findBenchmarkItems(
    db,
    setId,
    wrong.map(({ image }) => image),
  );
  const itemAt = new Map(items.map((item) => [item.position, item]));
  return Promise.all(
    wrong.map(async ({ image, predicted, missed }) => {
      const { name = "", imageId = null } = itemAt.get(image) ?? {};
      return { picture: await small(name, imageId), predicted, missed };
    }),
  );
}

/** Makes each picture small once; a picture that cannot be read is shown by its name alone. */
function smallPictures(db: Database): SmallPictures {
  const made = new Map<string, Promise<Uint8Array | null>>();
  const make = async (imageId: string) => {
    const stored = await readImageBytes(db, imageId);
    return stored && smallJpeg(stored.bytes, SIDE);
  };
  return async (name, imageId) => {
    if (imageId === null) return { name, jpeg: null };
    const jpeg = made.get(imageId) ?? make(imageId).catch(() => null);
    made.set(imageId, jpeg);
    return { name, jpeg: await jpeg };
  };
}
