import { Anchor, Group, TagsInput, Text } from "@mantine/core";
import { t } from "../../../text/text";
import type { Shown } from "../shown";
import type { LabelProblem } from "./scores-query";

const MOST_WORDS = 100;

/** Words that the image is scored against beside a vocabulary, and what is wrong with some. */
export function WordsInput(props: { shown: Shown; problems: readonly LabelProblem[] }) {
  const { shown, problems } = props;
  const { view, show } = shown;
  const words = [...(view.words ?? [])];
  const setWords = (next: readonly string[]) => {
    const cleaned = [...new Set(next.map((word) => word.trim()).filter((word) => word !== ""))];
    show({ words: cleaned.length > 0 ? cleaned : undefined });
  };
  const replace = (wrong: string, right: string | null) =>
    setWords(words.flatMap((word) => (word !== wrong ? [word] : right === null ? [] : [right])));
  const distinct = [...new Map(problems.map((problem) => [problem.label, problem])).values()];
  return (
    <TagsInput
      label={t("image.controls.words")}
      placeholder={words.length === 0 ? t("image.controls.wordsHint") : undefined}
      value={words}
      onChange={setWords}
      maxTags={MOST_WORDS}
      splitChars={[",", ";", "\n"]}
      clearable
      error={
        distinct.length > 0 &&
        distinct.map((problem) => <WordProblem key={problem.label} problem={problem} onReplace={replace} />)
      }
      errorProps={{ component: "div", role: "status" }}
    />
  );
}

function WordProblem(props: {
  problem: LabelProblem;
  onReplace: (wrong: string, right: string | null) => void;
}) {
  const { problem, onReplace } = props;
  const { label, reason, nearest } = problem;
  return (
    <Group gap={8} mt={4}>
      <Text size="xs" span>
        {t("image.words.problem", { label, reason })}
        {nearest.length > 0 && ` ${t("image.words.instead")}`}
      </Text>
      {nearest.slice(0, 5).map((word) => (
        <Anchor
          key={word}
          component="button"
          type="button"
          size="xs"
          aria-label={t("image.words.replace", { word, label })}
          onClick={() => onReplace(label, word)}
        >
          {word}
        </Anchor>
      ))}
      <Anchor component="button" type="button" size="xs" onClick={() => onReplace(label, null)}>
        {t("image.words.remove")}
      </Anchor>
    </Group>
  );
}
