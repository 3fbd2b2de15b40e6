import { useCallback, useState } from "react";
import { type DraftLabel, draftOf, type LabelWords } from "./draft-label";

export interface Draft {
  readonly labels: readonly DraftLabel[];
  /** Puts labels at the end. */
  readonly add: (words: readonly LabelWords[]) => void;
  readonly change: (key: number, words: Partial<Omit<DraftLabel, "key">>) => void;
  readonly remove: (keys: ReadonlySet<number>) => void;
  /** Changes every label that is there. */
  readonly changeAll: (changed: (label: DraftLabel) => DraftLabel) => void;
  /** Whether something was done that is not stored. */
  readonly isTouched: boolean;
  /** Begins with these labels, which are stored as they are. */
  readonly begin: (words: readonly LabelWords[]) => void;
}

/** The labels of a vocabulary that is being made. */
export function useDraft(): Draft {
  const [labels, setLabels] = useState<readonly DraftLabel[]>([]);
  const [isTouched, setTouched] = useState(false);
  const edit = useCallback((changed: (labels: readonly DraftLabel[]) => readonly DraftLabel[]) => {
    setLabels(changed);
    setTouched(true);
  }, []);
  return {
    labels,
    isTouched,
    add: useCallback((words) => edit((labels) => [...labels, ...words.map(draftOf)]), [edit]),
    change: useCallback(
      (key, words) =>
        edit((labels) => labels.map((label) => (label.key === key ? { ...label, ...words } : label))),
      [edit],
    ),
    remove: useCallback((keys) => edit((labels) => labels.filter(({ key }) => !keys.has(key))), [edit]),
    changeAll: useCallback((changed) => edit((labels) => labels.map(changed)), [edit]),
    begin: useCallback((words) => setLabels(words.map(draftOf)), []),
  };
}
