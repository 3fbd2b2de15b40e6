import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { CombinedError } from "urql";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { mend, type WordProblem } from "../query/mend";
import type { SearchView } from "../search-view";
import { useSearchView } from "../use-search-view";

/** Why a search was refused, and what mends it: other words, no exclusions, another model. */
export function SearchProblem({ error }: { error: CombinedError | undefined }) {
  const { view, change } = useSearchView();
  const [problem] = error?.graphQLErrors ?? [];
  const code = problem?.extensions.code;
  if (!problem) return null;
  if (code === "INVALID_VOCABULARY") {
    const problems = (problem.extensions.problems ?? []) as readonly WordProblem[];
    return (
      <Alert
        variant="light"
        icon={<IconInfoCircle aria-hidden />}
        title={t("search.problem.words", { count: problems.length })}
        role="alert"
      >
        {problems.map((word) => (
          <MendedWord key={word.label} problem={word} view={view} onMend={(mended) => change(mended)} />
        ))}
        <Text size="sm" mt="sm">
          {t("search.problem.anyWords")}{" "}
          <Anchor component={Link} to="/" size="sm">
            {t("search.problem.toModels")}
          </Anchor>
        </Text>
      </Alert>
    );
  }
  return (
    <ProblemAlert problem={problem.message}>
      {code === "NOT_CALIBRATED" && view.not && (
        <Group mt="sm">
          <Button size="compact-md" variant="default" onClick={() => change({ not: undefined })}>
            {t("search.problem.withoutNot")}
          </Button>
        </Group>
      )}
    </ProblemAlert>
  );
}

function MendedWord(props: {
  problem: WordProblem;
  view: SearchView;
  onMend: (mended: Partial<SearchView>) => void;
}) {
  const { problem, view, onMend } = props;
  const { label, reason, nearest } = problem;
  return (
    <Group gap={6} mt="xs">
      <Text size="sm">
        {t("search.problem.word", { label, reason })}
        {nearest.length > 0 && ` ${t("search.problem.instead")}`}
      </Text>
      {[...new Set(nearest.map((word) => mend(label, word)))].map((mended) => (
        <Button
          key={mended}
          size="compact-sm"
          variant="default"
          radius="xl"
          onClick={() => onMend(withMended(view, label, mended))}
        >
          {mended}
        </Button>
      ))}
    </Group>
  );
}

/** The parts of a view that have a label, with another in its place. */
function withMended(view: SearchView, label: string, mended: string): Partial<SearchView> {
  const other = (word: string) => (word.trim() === label.trim() ? mended : word);
  return {
    q: view.q && other(view.q),
    and: view.and?.map(other),
    or: view.or?.map(other),
    not: view.not?.map(other),
    near: view.near?.map((near) => ({ ...near, label: other(near.label), of: other(near.of) })),
  };
}
