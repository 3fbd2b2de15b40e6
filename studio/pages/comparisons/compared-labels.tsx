import { Group, Select, SimpleGrid, Skeleton, Stack, Switch, Text } from "@mantine/core";
import { useMemo } from "react";
import { useEveryPage } from "../../api/use-every-page";
import { FindField } from "../../parts/find-field";
import { ProblemAlert } from "../../parts/problem-alert";
import { t } from "../../text/text";
import { Differences } from "./comparison-query";
import type { ComparisonView, DifferenceSort, SectionName } from "./comparison-view";
import { DifferencePlot } from "./difference-plot";
import { DifferenceTable } from "./difference-table";
import { shownDifferences } from "./shown-differences";

const SORTS: readonly DifferenceSort[] = ["worse", "better", "sure", "label"];

/** What became of each label. */
export function ComparedLabels(props: {
  id: string;
  section: SectionName;
  names: { readonly first: string; readonly second: string };
  view: ComparisonView;
  show: (change: Partial<ComparisonView>) => void;
}) {
  const { id, section, names, view, show } = props;
  const { nodes, isComplete, problem } = useEveryPage(Differences, { id }, (data) =>
    data.node?.__typename === "EvaluationComparison"
      ? data.node.sections?.find((other) => other.section === section)?.labels
      : null,
  );
  const { q = "", sort = "worse", sure = false } = view;
  const shown = useMemo(() => shownDifferences(nodes, { q, sort, sure }), [nodes, q, sort, sure]);
  if (!isComplete && nodes.length === 0) return <Skeleton height={420} />;
  return (
    <Stack gap="md">
      <ProblemAlert problem={problem} />
      <Group gap="sm" justify="space-between">
        <Group gap="sm">
          <FindField
            value={q}
            label={t("evaluation.findLabel")}
            onFind={(text) => show({ q: text || undefined })}
            w={240}
          />
          <Select
            aria-label={t("comparison.order")}
            w={190}
            allowDeselect={false}
            value={sort}
            onChange={(value) => show({ sort: value as DifferenceSort })}
            data={SORTS.map((value) => ({ value, label: t(`comparison.sort.${value}`) }))}
          />
          <Switch
            label={t("comparison.onlySure")}
            checked={sure}
            onChange={({ currentTarget }) => show({ sure: currentTarget.checked || undefined })}
          />
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite">
          {t("evaluation.labels", { count: shown.length })}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <DifferencePlot differences={shown} names={names} />
        <DifferenceTable differences={shown} />
      </SimpleGrid>
    </Stack>
  );
}
