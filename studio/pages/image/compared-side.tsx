import classes from "./image-page.module.css";
import { LabelList } from "./labels/label-list";
import { PicturePane } from "./picture-pane";
import type { Side } from "./scores/score-inputs";
import { SideControls } from "./scores/side-controls";
import type { Scores } from "./scores/use-scores";
import type { Shown } from "./shown";

/** One of the two that are compared. */
export function ComparedSide(props: {
  shown: Shown;
  title: string;
  side: Side;
  scores: Scores;
  other: Scores;
  active: string | null;
  onPoint: (label: string | null) => void;
  onVocabulary: (id: string) => void;
  onModel: (id: string) => void;
}) {
  const { shown, title, side, scores, other, active, onPoint, onVocabulary, onModel } = props;
  return (
    <section className={classes.side} aria-label={title}>
      <SideControls choices={shown.choices} side={side} onVocabulary={onVocabulary} onModel={onModel} />
      <PicturePane shown={shown} scores={scores} label={active} />
      <LabelList shown={shown} scores={scores} other={other} active={active} onPoint={onPoint} />
    </section>
  );
}
