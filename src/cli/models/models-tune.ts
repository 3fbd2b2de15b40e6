import type { Command } from "commander";
import { benchmarkSetNamed } from "../../services/benchmarks/named-benchmark-sets";
import type { SharesReport } from "../../services/evaluations/shares/measure-shares";
import { activateModel } from "../../services/models/activate-model";
import { modelVersionNamed } from "../../services/models/named-models";
import { tuneModel } from "../../services/models/tune-model";
import { formatTable } from "../terminal/format-table";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";
import { withContext } from "../with-context";

/** Of fewer images a share is said to be doubtful. */
const FEW_IMAGES = 200;
/** Standard errors on either side of a gain that its 95% interval spans. */
const SPAN = 1.96;
const PROGRESS = "{bar} {percentage}% | {value}/{total} images | {left} left";

interface Options {
  readonly set: string;
  readonly activate?: true;
}

/** `regionary models tune`: finds how much the whole picture should count in a text model's scores. */
export function addModelsTune(models: Command, terminal: Terminal, version: string): void {
  models
    .command("tune")
    .description(
      "find how much the whole picture should count in a text model's scores, beside its best regions",
    )
    .argument("<model>", "NAME for its latest version, or NAME@VERSION")
    .requiredOption("--set <name>", "the benchmark set on which the share with the highest mAP is found")
    .option("--activate", "make new predictions with the tuned version")
    .action((wanted: string, { set: setName, activate }: Options) =>
      withContext(terminal, version, async (context, { db, signal }) => {
        const source = await modelVersionNamed(db, wanted);
        const set = await benchmarkSetNamed(db, setName);
        const tell = progressLines(terminal);
        const { model, alreadyStored, report } = await showProgress(
          { format: PROGRESS, total: set.total },
          (update) =>
            tuneModel(
              context,
              { version: source, set },
              {
                signal,
                onProgress: ({ done, total, imagesPerSecond }) => {
                  update(done, total, { left: `${Math.ceil((total - done) / imagesPerSecond)} s` });
                  tell(done, total);
                },
              },
            ),
        );
        const { share: present } = source.description.score.whole!;
        terminal.print(shareTable(report, present));
        for (const doubt of doubts(report)) terminal.warn(doubt);
        terminal.print(
          `${alreadyStored ? "Already stored" : "Tuned"}: ${model.name}, version ${model.version}, with a share of ${report.best}`,
        );
        const active = activate ? await activateModel(context, model.id) : model;
        const named = `${model.name}@${model.version}`;
        terminal.print(
          active.active
            ? "It is the active model."
            : `It is not active: bin/regionary models activate ${named}`,
        );
        terminal.print(
          `Measure it on another set, which also gives its probabilities: bin/regionary evaluate SET --model ${named}`,
        );
      }),
    );
}

function shareTable({ measured, best, images, classes }: SharesReport, present: number): string {
  const rows = measured.map(({ share, macro }) => [
    share.toFixed(1),
    macro === null ? "none" : macro.toFixed(4),
    [share === present ? "present" : "", share === best ? "best" : ""].filter(Boolean).join(", "),
  ]);
  return formatTable([["SHARE", "mAP", `${images} images, ${classes} labels`], ...rows]);
}

function doubts({ images, gain }: SharesReport): string[] {
  const few =
    images < FEW_IMAGES
      ? [`The set has only ${images} images: on fewer than ${FEW_IMAGES} the best share is largely chance.`]
      : [];
  if (!gain || Math.abs(gain.difference) > SPAN * gain.standardError) return few;
  const [difference, spread] = [gain.difference, SPAN * gain.standardError].map((value) => value.toFixed(4));
  return [
    ...few,
    `The gain over the present share, ${difference}, is within what other images of the kind would change: ±${spread}.`,
  ];
}
