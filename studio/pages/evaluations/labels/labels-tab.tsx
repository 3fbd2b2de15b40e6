import { Card, Drawer, Group, Skeleton, Text } from "@mantine/core";
import { useMemo } from "react";
import { useEveryPage } from "../../../api/use-every-page";
import { FindField } from "../../../parts/find-field";
import { ProblemAlert } from "../../../parts/problem-alert";
import { WindowList } from "../../../parts/window-list";
import { t } from "../../../text/text";
import type { Section } from "../evaluation-query";
import type { EvaluationView } from "../evaluation-view";
import { LabelDetail } from "./label-detail";
import { LabelHead } from "./label-head";
import { LabelReports, labelsOf, sortedLabels } from "./label-reports";
import { LabelRow } from "./label-row";

/** Each label's own figures: to sort, to search, to look at one. */
export function LabelsTab(props: {
  runId: string;
  section: Section;
  k: number | null;
  view: EvaluationView;
  show: (change: Partial<EvaluationView>) => void;
}) {
  const { runId, section, k, view, show } = props;
  const pageOf = useMemo(() => labelsOf(section.section), [section.section]);
  const { nodes, isComplete, problem } = useEveryPage(LabelReports, { id: runId }, pageOf);
  const { q = "", sort = "ap" } = view;
  const isDown = view.down ?? false; // the worst first
  const labels = useMemo(() => sortedLabels(nodes, { q, sort, isDown, k }), [nodes, q, sort, isDown, k]);
  const selected = nodes.find(({ position }) => position === view.label);
  return (
    <>
      <Group justify="space-between" mb="sm" gap="sm">
        <FindField
          value={q}
          label={t("evaluation.findLabel")}
          onFind={(text) => show({ q: text || undefined })}
          w={{ base: "100%", xs: 280 }}
        />
        <Text size="sm" c="dimmed" aria-live="polite">
          {t("evaluation.labels", { count: labels.length })}
        </Text>
      </Group>
      <ProblemAlert problem={problem} />
      <Card withBorder padding={0}>
        <LabelHead
          sort={sort}
          isDown={isDown}
          k={k}
          onSort={(next) => show({ sort: next, down: next === sort ? !isDown : next === "support" })}
        />
        {!isComplete && nodes.length === 0 ? (
          <Skeleton height={400} />
        ) : (
          <WindowList items={labels} rowHeight={46} keyOf={({ id }) => id} label={t("evaluation.tab.labels")}>
            {(report) => <LabelRow report={report} k={k} onOpen={() => show({ label: report.position })} />}
          </WindowList>
        )}
        {isComplete && labels.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            {t("evaluation.noLabel", { q })}
          </Text>
        )}
      </Card>
      <Drawer
        opened={selected !== undefined}
        onClose={() => show({ label: undefined })}
        position="right"
        size="lg"
        title={selected?.label?.label}
      >
        {selected && <LabelDetail runId={runId} section={section.section} report={selected} k={k} />}
      </Drawer>
    </>
  );
}
