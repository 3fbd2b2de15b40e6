import type { ServiceContext } from "../../services/context";
import { watchTraining } from "../../services/trainings/watch-training";
import { followEvents } from "../follow-events";
import { progressLines } from "../terminal/progress-lines";
import { showProgress } from "../terminal/show-progress";
import type { Terminal } from "../terminal/terminal";

/** Shows the progress of a training, from its latest event to its end; rejects when the signal fires. */
export async function followTraining(
  context: ServiceContext,
  { id, sequence }: { readonly id: string; readonly sequence: number },
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  await showProgress({ format: "{bar} {value}/{total} {unit}" }, async (update) => {
    let phase = "";
    let validated: number | undefined;
    let report = progressLines(terminal);
    await followEvents(watchTraining(context, id, sequence), { signal, terminal }, ({ progress }) => {
      if (!progress) return;
      const unit = progress.phase === "PREPARING" ? "images" : "steps";
      // The search's last epoch has been validated when fine-tuning begins, and is reported first.
      if (progress.validations.length > (validated ?? Number.POSITIVE_INFINITY))
        terminal.warn(describe(progress));
      validated = progress.validations.length;
      if (progress.phase !== phase) {
        terminal.warn(PHASES[progress.phase]);
        report = progressLines(terminal, unit);
      }
      phase = progress.phase;
      report(progress.step, progress.steps);
      update(progress.step, progress.steps, { unit });
    });
  });
}

const PHASES = {
  PREPARING: "making features",
  SEARCHING: "searching for the best epoch",
  FINE_TUNING: "fine-tuning",
} as const;

interface Progress {
  readonly validations: readonly { readonly epoch: number; readonly f1At5: number }[];
  readonly loss: number | null;
  readonly imagesPerSecond: number | null;
  readonly secondsLeft: number | null;
}

function describe({ validations, loss, imagesPerSecond, secondsLeft }: Progress): string {
  const last = validations.at(-1);
  const speed = imagesPerSecond === null ? "" : `, ${imagesPerSecond.toFixed(1)} images/s`;
  const left = secondsLeft === null ? "" : `, ${Math.ceil(secondsLeft)} s left`;
  return `epoch ${last?.epoch}: F1@5 ${last?.f1At5.toFixed(4)}, loss ${loss?.toFixed(4)}${speed}${left}`;
}
