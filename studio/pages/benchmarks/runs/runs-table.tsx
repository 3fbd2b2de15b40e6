import { Anchor, Badge, Checkbox, Progress, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../../parts/moment";
import { figurePercent } from "../../../parts/number-text";
import { t } from "../../../text/text";
import type { ListedRun } from "./run-list";

/** Runs with their first figures; two of the same set can be chosen to be compared. */
export function RunsTable(props: {
  runs: readonly ListedRun[];
  chosen: readonly string[];
  /** Whether a run may be chosen beside those that are. */
  mayChoose: (run: ListedRun) => boolean;
  onChoose: (run: ListedRun) => void;
  /** Where all are of one set. */
  withoutSet?: boolean;
}) {
  const { runs, chosen, mayChoose, onChoose, withoutSet = false } = props;
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40} aria-label={t("benchmarks.choose")} />
            <Table.Th>{t("benchmarks.model")}</Table.Th>
            {!withoutSet && <Table.Th>{t("benchmarks.set")}</Table.Th>}
            <Table.Th>{t("benchmarks.map")}</Table.Th>
            <Table.Th>{t("benchmarks.f1")}</Table.Th>
            <Table.Th>{t("benchmarks.when")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => {
            const { id, state, done, total, modelVersion, benchmarkSet, report } = run;
            const section = report?.sections.find(({ section }) => section === "GZSL") ?? report?.sections[0];
            const interval = section?.intervals?.macro;
            const atK = section?.atK[0];
            const name = t("evaluation.modelAt", {
              ...{ name: modelVersion?.name ?? "?", version: modelVersion?.version ?? 0 },
            });
            return (
              <Table.Tr key={id}>
                <Table.Td>
                  <Checkbox
                    size="xs"
                    aria-label={t("benchmarks.chooseRun", { name, set: benchmarkSet?.name ?? "?" })}
                    checked={chosen.includes(id)}
                    disabled={!chosen.includes(id) && !mayChoose(run)}
                    onChange={() => onChoose(run)}
                  />
                </Table.Td>
                <Table.Td>
                  <Anchor
                    size="sm"
                    renderRoot={(root) => <Link {...root} to="/evaluations/$id" params={{ id }} />}
                  >
                    {name}
                  </Anchor>
                </Table.Td>
                {!withoutSet && <Table.Td>{benchmarkSet?.name}</Table.Td>}
                <Table.Td>
                  {section ? (
                    <>
                      <Text span size="sm" fw={600}>
                        {figurePercent(section.meanAveragePrecision.macro)}
                      </Text>
                      {interval && (
                        <Text span size="xs" c="dimmed" ml={8}>
                          {t("evaluation.range", {
                            low: figurePercent(interval.low),
                            high: figurePercent(interval.high),
                          })}
                        </Text>
                      )}
                    </>
                  ) : state === "RUNNING" ? (
                    <Progress
                      value={total > 0 ? (100 * done) / total : 0}
                      aria-label={t("parts.done", { done, total })}
                    />
                  ) : (
                    <Badge variant="default" tt="none" c={state === "FAILED" ? "red" : undefined}>
                      {t(`parts.state.${state}`)}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>
                  {atK && t("benchmarks.f1At", { f1: figurePercent(atK.pooled.f1), k: atK.k })}
                </Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed" span>
                    <Moment at={run.finishedAt ?? run.createdAt} />
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
