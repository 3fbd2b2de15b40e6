import { type ReactNode, useState } from "react";
import classes from "./image-page.module.css";
import { LabelList } from "./labels/label-list";
import { LeastProbability } from "./labels/least-probability";
import { OverlaySwitches } from "./overlay-switches";
import { PicturePane } from "./picture-pane";
import { type Side, USUAL_TOP } from "./scores/score-inputs";
import { SideControls } from "./scores/side-controls";
import { useScores } from "./scores/use-scores";
import { WordsInput } from "./scores/words-input";
import type { Shown } from "./shown";

/** The picture beside its labels. */
export function LabeledPicture(props: { shown: Shown; side: Side; children: ReactNode }) {
  const { shown, side, children } = props;
  const { image, view, choices, show } = shown;
  const scores = useScores(image.id, side, view.words ?? [], view.top ?? USUAL_TOP);
  const [pointed, setPointed] = useState<string | null>(null);
  const active = pointed ?? view.label ?? null;
  return (
    <div className={classes.layout}>
      <PicturePane shown={shown} scores={scores} label={active}>
        <OverlaySwitches shown={shown} />
      </PicturePane>
      <section className={classes.labels}>
        <SideControls
          choices={choices}
          side={side}
          onVocabulary={(vocabulary) => show({ vocabulary, label: undefined })}
          onModel={(model) => show({ model })}
        />
        <WordsInput shown={shown} problems={scores.wordProblems} />
        <LeastProbability shown={shown} scores={scores} />
        <LabelList shown={shown} scores={scores} active={active} onPoint={setPointed} />
      </section>
      <div className={classes.rest}>{children}</div>
    </div>
  );
}
