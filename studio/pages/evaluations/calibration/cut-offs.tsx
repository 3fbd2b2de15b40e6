import { Box, Card, Group, ScrollArea, Slider, Table, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useMemo, useState } from "react";
import { graphql } from "../../../api/graphql";
import { useEveryPage } from "../../../api/use-every-page";
import { FindField } from "../../../parts/find-field";
import { ProblemAlert } from "../../../parts/problem-alert";
import { percentText, scoreText } from "../../../parts/score";
import { t } from "../../../text/text";

const CutOffList = graphql(`
  query CutOffList($id: ID!, $probability: Float!, $after: String) {
    evaluationRun(id: $id) {
      id
      report {
        calibration {
          cutOffs(probability: $probability, first: 1000, after: $after) {
            edges { node { score isOwn label { id label } } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }
`);

const MOST_SHOWN = 200;

/** The score from which each label is there with a probability to choose. */
export function CutOffs(props: {
  runId: string;
  at: number;
  q: string;
  onChange: (probability: number) => void;
  onFind: (text: string) => void;
}) {
  const { runId, at, q, onChange, onFind } = props;
  const [chosen, setChosen] = useState(at);
  const [probability] = useDebouncedValue(chosen, 200);
  useEffect(() => {
    if (probability !== at) onChange(probability);
  }, [probability, at, onChange]);
  const { nodes, isComplete, problem } = useEveryPage(
    CutOffList,
    { id: runId, probability },
    (data) => data.evaluationRun?.report?.calibration?.cutOffs,
  );
  const found = useMemo(
    () => nodes.filter(({ label }) => (label?.label ?? "").toLowerCase().includes(q.toLowerCase())),
    [nodes, q],
  );
  return (
    <Card withBorder padding="md">
      <Title order={3} size="h5">
        {t("evaluation.cutOffs")}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t("evaluation.cutOffsMeaning", { probability: percentText(chosen) })}
      </Text>
      <Box px={6} mb="xl">
        <Slider
          value={chosen}
          onChange={setChosen}
          min={0.05}
          max={0.95}
          step={0.05}
          label={percentText}
          thumbLabel={t("parts.probability")}
          marks={[0.25, 0.5, 0.75].map((value) => ({ value, label: percentText(value) }))}
        />
      </Box>
      <Group justify="space-between" mb="xs">
        <FindField value={q} label={t("evaluation.findLabel")} onFind={onFind} flex={1} maw={280} />
        <Text size="sm" c="dimmed">
          {t("evaluation.labels", { count: found.length })}
        </Text>
      </Group>
      <ProblemAlert problem={problem} />
      <ScrollArea
        h={320}
        type="auto"
        viewportProps={{ "aria-label": t("evaluation.cutOffs"), role: "region", tabIndex: 0 }}
      >
        <Table stickyHeader verticalSpacing={5} aria-busy={!isComplete}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("evaluation.label")}</Table.Th>
              <Table.Th ta="right">{t("evaluation.scoreFrom")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, MOST_SHOWN).map(({ label, score, isOwn }) => (
              <Table.Tr key={label?.id}>
                <Table.Td>{label?.label}</Table.Td>
                <Table.Td ta="right">
                  {score === null ? t("evaluation.never") : scoreText(score)}
                  {!isOwn && (
                    <Text size="xs" c="dimmed" span ml={6}>
                      {t("evaluation.notOwn")}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {found.length > MOST_SHOWN && (
          <Text size="sm" c="dimmed" p="xs">
            {t("evaluation.narrow", { count: found.length - MOST_SHOWN })}
          </Text>
        )}
      </ScrollArea>
    </Card>
  );
}
