import path from "node:path";
import type { EvaluationTask, EvaluationUse } from "./evaluation/evaluation-child";
import { type Benchmark, type Figure, targeted } from "./runner/benchmark";
import { startChild } from "./runner/child";

const MB = 1e6;
/** Of the process's limit, what Node.js itself takes; the rest is for the metrics. */
const NODE_BYTES = 45 * MB;

/** The metrics of whole benchmarks, each in a process of its own because a process's peak is all that it ever did. */
export const evaluation: Benchmark = {
  name: "evaluation",
  about:
    "metrics of NUS-WIDE (107,859 images, 1,006 classes) and Open Images (125,436 and 7,586), random scores",
  async run() {
    const gzsl = await measure("nus-wide-gzsl");
    const report = await measure("nus-wide-report");
    const openImages = await measure("open-images");
    const published = await measure("open-images-as-published");
    return [
      targeted("NUS-WIDE GZSL, AP of 1,006 classes, F1@3 and @5", gzsl.ms / 1000, "s", ["<=", 3.5]),
      targeted("its memory", (gzsl.bytes + NODE_BYTES) / MB, "MB", ["<=", 600]),
      figure("NUS-WIDE, the whole report (three sections, micro AP)", report.ms / 1000, "s"),
      figure("NUS-WIDE GZSL, 200 resamples", report.resamplingMs / 1000, "s"),
      figure("Open Images, the whole report", openImages.ms / 1000, "s"),
      targeted("its memory", (openImages.bytes + NODE_BYTES) / MB, "MB", ["<=", 1000]),
      figure("Open Images as published, the whole report", published.ms / 1000, "s"),
    ];
  },
};

async function measure(task: EvaluationTask): Promise<EvaluationUse> {
  const child = startChild(path.join(__dirname, "evaluation/evaluation-child.ts"));
  try {
    return await child.call<EvaluationUse>({ task });
  } finally {
    await child.end();
  }
}

const figure = (name: string, value: number, unit: string): Figure => ({ name, value, unit });
