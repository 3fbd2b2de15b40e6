import { Group, SegmentedControl, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { type FragmentOf, readFragment } from "../../../api/graphql";
import type { EveryPage } from "../../../api/use-every-page";
import { FindField } from "../../../parts/find-field";
import { ProblemAlert } from "../../../parts/problem-alert";
import { WindowList } from "../../../parts/window-list";
import { t } from "../../../text/text";
import { VocabularyFacts } from "../vocabulary-head";
import type { Mark, VocabularySearch } from "../vocabulary-search";
import { LabelRow } from "./label-row";
import { LabelSpaces } from "./label-spaces";
import type { VocabularyLabel } from "./vocabulary-labels";

const SKELETONS = ["a", "b", "c", "d", "e", "f", "g", "h"];
const MARKS = ["SEEN", "UNSEEN", "UNKNOWN"] as const;

/** The labels of a vocabulary, narrowed down as the address says. */
export function LabelsPanel(props: {
  vocabulary: FragmentOf<typeof VocabularyFacts>;
  labels: EveryPage<VocabularyLabel>;
  search: VocabularySearch;
  onSearch: (changed: VocabularySearch) => void;
}) {
  const { labels, search, onSearch } = props;
  const facts = readFragment(VocabularyFacts, props.vocabulary);
  const { id } = facts;
  const { vectors } = readFragment(LabelSpaces, facts);
  const { q = "", mark, space } = search;
  const { nodes, isComplete, problem } = labels;
  const counts = useMemo(() => {
    const byMark = { SEEN: 0, UNSEEN: 0, UNKNOWN: 0 };
    for (const { training } of nodes) byMark[training]++;
    return byMark;
  }, [nodes]);
  const shown = useMemo(() => {
    const part = q.toLocaleLowerCase();
    return nodes.filter(
      ({ label, training }) =>
        (mark === undefined || training === mark) && label.toLocaleLowerCase().includes(part),
    );
  }, [nodes, q, mark]);
  const isMarked = counts.SEEN + counts.UNSEEN > 0;
  return (
    <>
      <Group gap="sm" mb="sm">
        <FindField
          value={q}
          label={t("vocabulary.findLabel")}
          onFind={(text) => onSearch({ q: text || undefined })}
          flex={1}
          maw={320}
          miw={180}
        />
        {isMarked && (
          <SegmentedControl
            aria-label={t("vocabulary.marks")}
            value={mark ?? "all"}
            onChange={(value) => onSearch({ mark: value === "all" ? undefined : (value as Mark) })}
            data={[
              { value: "all", label: t("vocabulary.all", { count: nodes.length }) },
              ...MARKS.filter((of) => counts[of] > 0).map((of) => ({
                value: of,
                label: `${t(`vocabulary.training.${of}`)} (${counts[of]})`,
              })),
            ]}
          />
        )}
        {vectors.length > 1 && (
          <Select
            aria-label={t("vocabulary.space")}
            value={space ?? vectors[0]!.space.id}
            onChange={(id) => onSearch({ space: id ?? undefined })}
            allowDeselect={false}
            data={vectors.map(({ space: { id, name } }) => ({ value: id, label: name }))}
          />
        )}
      </Group>
      <ProblemAlert problem={problem} />
      {nodes.length === 0 && !isComplete && (
        <Stack gap={8}>
          {SKELETONS.map((key) => (
            <Skeleton key={key} height={36} />
          ))}
        </Stack>
      )}
      {isComplete && shown.length === 0 && problem === null && (
        <Text c="dimmed">{t("vocabulary.noLabel")}</Text>
      )}
      <WindowList items={shown} rowHeight={45} keyOf={({ id }) => id} label={t("vocabulary.labels")}>
        {(label) => <LabelRow label={label} vocabulary={id} />}
      </WindowList>
    </>
  );
}
