import { useMemo } from "react";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { problemOf } from "../../../api/problem-of";
import { type ScoreInput, type Side, vocabularyInput, wordsInput } from "./score-inputs";
import { type LabelProblem, type LabelScore, type ScoredImage, ScoresQuery } from "./scores-query";

/** A label with its scores; `isTyped` if it is of no vocabulary. */
export interface LabelRow extends LabelScore {
  readonly isTyped: boolean;
}

export interface Scores {
  /** The best labels of the vocabulary and all words, the best first. */
  readonly rows: readonly LabelRow[];
  readonly model: ScoredImage["modelVersion"] | null;
  readonly vocabulary: ScoredImage["vocabulary"] | null;
  /** What is wrong with words that were typed, one by one. */
  readonly wordProblems: readonly LabelProblem[];
  readonly problem: string | null;
  readonly isFetching: boolean;
}

/** What a paused query has for variables. */
const NOTHING: ScoreInput = { imageId: "" };

/** Scores an image as one side has it, against a vocabulary and any words. */
export function useScores(imageId: string, side: Side, words: readonly string[], top: number): Scores {
  const ofVocabulary = useLabels(vocabularyInput(imageId, side, top));
  const ofWords = useLabels(wordsInput(imageId, side, words));
  const wrong = new Set(ofWords.problems.map(({ position }) => position));
  const right = words.filter((_, position) => !wrong.has(position));
  // One wrong word is refused with all others, which are asked for again without it.
  const ofRightWords = useLabels(wrong.size > 0 ? wordsInput(imageId, side, right) : null);
  const best = ofVocabulary.scored?.labels;
  const typed = (ofWords.scored ?? ofRightWords.scored)?.labels;
  const rows = useMemo(() => mergeLabels(best ?? [], typed ?? []), [best, typed]);
  return {
    rows,
    model: (ofVocabulary.scored ?? ofWords.scored ?? ofRightWords.scored)?.modelVersion ?? null,
    vocabulary: ofVocabulary.scored?.vocabulary ?? null,
    wordProblems: ofWords.problems,
    problem: ofVocabulary.problem ?? (ofWords.problems.length > 0 ? null : ofWords.problem),
    isFetching: ofVocabulary.isFetching || ofWords.isFetching || ofRightWords.isFetching,
  };
}

function useLabels(input: ScoreInput | null) {
  const [{ data, error, fetching }] = useQuery({
    query: ScoresQuery,
    variables: { input: input ?? NOTHING },
    pause: input === null,
  });
  const answer = input ? data?.scoreImage : undefined;
  const scored = answer?.__typename === "ScoredImage" ? answer : null;
  const problems = answer?.__typename === "InvalidVocabularyError" ? answer.problems : [];
  const problem = input && (problemOf(answer) ?? errorText(error));
  return { scored, problems, problem, isFetching: input !== null && fetching };
}

/** Of numbers of several labels, their probabilities are those that compare. */
const byProbability = (one: LabelScore, other: LabelScore): number =>
  (other.probability ?? 0) - (one.probability ?? 0);

/** A word that the vocabulary's best have too counts as theirs: they may know its probability better. */
function mergeLabels(best: readonly LabelScore[], typed: readonly LabelScore[]): LabelRow[] {
  const names = new Set(best.map(({ label }) => label));
  const rows = [
    ...best.map((label) => ({ ...label, isTyped: false })),
    ...typed.filter(({ label }) => !names.has(label)).map((label) => ({ ...label, isTyped: true })),
  ];
  return rows.sort((one, other) => byProbability(one, other) || other.score - one.score);
}
