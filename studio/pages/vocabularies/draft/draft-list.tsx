import { useCallback } from "react";
import { WindowList } from "../../../parts/window-list";
import { t } from "../../../text/text";
import type { DraftLabel } from "./draft-label";
import { DraftRow } from "./draft-row";
import type { Draft } from "./use-draft";
import type { LabelChecks } from "./use-label-checks";

/** The labels of a draft. */
export function DraftList(props: {
  draft: Draft;
  /** Those that are shown, at their places in the draft. */
  shown: readonly { readonly label: DraftLabel; readonly place: number }[];
  checks: LabelChecks;
  isText: boolean;
}) {
  const { draft, shown, checks, isText } = props;
  const { change, remove } = draft;
  const onRemove = useCallback((key: number) => remove(new Set([key])), [remove]);
  return (
    <WindowList
      items={shown}
      rowHeight={57}
      keyOf={({ label }) => label.key}
      label={t("newVocabulary.words")}
    >
      {({ label, place }) => <DraftRow {...{ label, place, checks, isText, onRemove }} onChange={change} />}
    </WindowList>
  );
}
