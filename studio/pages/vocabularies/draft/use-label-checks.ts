import { useDebouncedValue } from "@mantine/hooks";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { askOnce } from "../../../api/ask-once";
import type { ResultOf } from "../../../api/graphql";
import { t } from "../../../text/text";
import { CheckLabels } from "./create-vocabulary";
import { type DraftLabel, textsOf } from "./draft-label";

type Check = ResultOf<typeof CheckLabels>["checkLabels"][number] & {
  /** Whether the service has looked for words that could have been meant. */
  readonly isSearched: boolean;
};

/** Of this many labels without a vector the service looks for words that could have been meant. */
const SEARCHED_AT_ONCE = 20;
const AT_ONCE = 2_000;
const TYPING_MS = 350;

export interface LabelChecks {
  /** What is known of a label; null while it is being checked. */
  readonly of: (label: DraftLabel) => Check | null;
  readonly isBusy: boolean;
  /** Why nothing can be checked, if so. */
  readonly problem: string | null;
  /** Whether the same label is there before. */
  readonly isRepeated: (label: DraftLabel) => boolean;
  /** Asks for words that could have been meant by one label. */
  readonly search: (label: DraftLabel) => Promise<void>;
}

const keyOf = (label: DraftLabel): string => JSON.stringify(textsOf(label));

/** How labels would get their vectors for a model, asked as they change; each spelling is asked once. */
export function useLabelChecks(labels: readonly DraftLabel[], modelVersionId: string | null): LabelChecks {
  const [known, setKnown] = useState<ReadonlyMap<string, Check>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const [settled] = useDebouncedValue(labels, TYPING_MS);
  const repeats = useMemo(() => repeatsIn(labels), [labels]);

  const isAsking = useRef(0);
  const ask = useCallback(
    async (asked: readonly DraftLabel[]) => {
      const { data, problem } = await askOnce(CheckLabels, { labels: asked.map(textsOf), modelVersionId });
      if (!data) return { problem, checks: [] };
      let searched = 0;
      const checks = asked.map((label, place): [string, Check] => {
        const check = data.checkLabels[place]!;
        const isSearched = check.problem === null || searched++ < SEARCHED_AT_ONCE;
        return [keyOf(label), { ...check, isSearched }];
      });
      return { problem: null, checks };
    },
    [modelVersionId],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another model knows other words
  useEffect(() => setKnown(new Map()), [modelVersionId]);

  const unknown = useMemo(() => {
    const byKey = new Map(settled.map((label) => [keyOf(label), label]));
    return [...byKey].filter(([key, { label }]) => label !== "" && !known.has(key)).map(([, label]) => label);
  }, [settled, known]);

  useEffect(() => {
    const part = onePerLabel(unknown).slice(0, AT_ONCE);
    if (part.length === 0 || problem !== null) return;
    const turn = ++isAsking.current;
    void ask(part).then(({ problem: refusal, checks }) => {
      if (turn !== isAsking.current) return;
      setProblem(refusal);
      setKnown((before) => new Map([...before, ...checks]));
    });
  }, [unknown, ask, problem]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another model may be able to
  useEffect(() => setProblem(null), [modelVersionId]);

  const of = (label: DraftLabel): Check | null => {
    if (label.label === "") return broken(t("newVocabulary.empty"));
    const earlier = repeats.get(label.key);
    if (earlier !== undefined) return broken(t("newVocabulary.repeats", { count: earlier + 1 }));
    return known.get(keyOf(label)) ?? null;
  };
  const search = async (label: DraftLabel) => {
    const { checks } = await ask([label]);
    setKnown((before) => new Map([...before, ...checks]));
  };
  return {
    ...{ of, search, problem },
    isBusy: unknown.length > 0 && problem === null,
    isRepeated: ({ key }) => repeats.has(key),
  };
}

const broken = (reason: string): Check => ({
  ...{ origin: null, words: [], isSearched: true },
  problem: { reason, nearest: [], isUnresolved: false },
});

/** For each label that is there before, the place of the first one. */
function repeatsIn(labels: readonly DraftLabel[]): Map<number, number> {
  const first = new Map<string, number>();
  const repeats = new Map<number, number>();
  for (const [place, { key, label }] of labels.entries()) {
    const earlier = first.get(label);
    if (earlier === undefined) first.set(label, place);
    else repeats.set(key, earlier);
  }
  return repeats;
}

/** A vocabulary has a label once: of those that are spelled alike but differ otherwise, the others wait. */
function onePerLabel(labels: readonly DraftLabel[]): DraftLabel[] {
  return [...new Map(labels.map((label) => [label.label, label])).values()];
}
