import { Stack } from "@mantine/core";
import { useState } from "react";
import { t } from "../../text/text";
import { ComparedSide } from "./compared-side";
import classes from "./image-page.module.css";
import { LeastProbability } from "./labels/least-probability";
import { OverlaySwitches } from "./overlay-switches";
import type { Side } from "./scores/score-inputs";
import { useScores } from "./scores/use-scores";
import { WordsInput } from "./scores/words-input";
import type { Shown } from "./shown";

/** As many as each side asks for, so that a label of one is found in the other too. */
const COMPARED_TOP = 100;

/** The picture twice, each with its labels; a label that is pointed at is shown in both. */
export function ComparedLabels(props: { shown: Shown; first: Side; second: Side }) {
  const { shown, first, second } = props;
  const { image, view, show } = shown;
  const words = view.words ?? [];
  const top = Math.max(view.top ?? 0, COMPARED_TOP);
  const firstScores = useScores(image.id, first, words, top);
  const secondScores = useScores(image.id, second, words, top);
  const [pointed, setPointed] = useState<string | null>(null);
  const active = pointed ?? view.label ?? null;
  const common = { shown, active, onPoint: setPointed };
  return (
    <Stack gap="sm">
      <WordsInput shown={shown} problems={[...firstScores.wordProblems, ...secondScores.wordProblems]} />
      <div className={classes.toolbar}>
        <LeastProbability shown={shown} scores={firstScores} />
        <OverlaySwitches shown={shown} />
      </div>
      <div className={classes.beside}>
        <ComparedSide
          {...common}
          title={t("image.controls.first")}
          side={first}
          scores={firstScores}
          other={secondScores}
          onVocabulary={(vocabulary) => show({ vocabulary })}
          onModel={(model) => show({ model })}
        />
        <ComparedSide
          {...common}
          title={t("image.controls.second")}
          side={second}
          scores={secondScores}
          other={firstScores}
          onVocabulary={(otherVocabulary) => show({ otherVocabulary })}
          onModel={(otherModel) => show({ otherModel })}
        />
      </div>
    </Stack>
  );
}
