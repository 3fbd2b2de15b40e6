import { Anchor, Badge, Button, Progress, Skeleton, Table, Text } from "@mantine/core";
import { IconChartLine } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { EmptyState } from "../../../parts/empty-state";
import { Moment } from "../../../parts/moment";
import { figurePercent } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";

export const TrainingList = graphql(`
  query TrainingList {
    trainings(first: 100) {
      edges {
        node {
          id
          name
          state
          done
          total
          createdAt
          benchmarkSet { id name }
          report { bestF1At5 }
        }
      }
    }
  }
`);

const COLORS = {
  QUEUED: "gray",
  RUNNING: "cyan",
  COMPLETED: "teal",
  FAILED: "red",
  CANCELLED: "gray",
} as const;

/** The trainings, newest first. */
export function TrainingsPanel() {
  const [{ data, error }] = useQuery({ query: TrainingList });
  const trainings = data?.trainings.edges.map(({ node }) => node);
  if (error) return <ProblemAlert problem={errorText(error)} />;
  if (!trainings) return <Skeleton height={220} radius="md" />;
  if (trainings.length === 0) {
    return (
      <EmptyState icon={IconChartLine} title={t("models.noTrainingTitle")} text={t("models.noTraining")}>
        <Button renderRoot={(button) => <Link {...button} to="/trainings/new" />}>{t("models.train")}</Button>
      </EmptyState>
    );
  }
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("models.name")}</Table.Th>
            <Table.Th>{t("training.set")}</Table.Th>
            <Table.Th>{t("models.state")}</Table.Th>
            <Table.Th ta="right">{t("training.f1")}</Table.Th>
            <Table.Th>{t("models.begun")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {trainings.map(({ id, name, state, done, total, createdAt, benchmarkSet, report }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor
                  renderRoot={(anchor) => <Link {...anchor} to="/trainings/$id" params={{ id }} />}
                  fw={600}
                >
                  {name}
                </Anchor>
              </Table.Td>
              <Table.Td>{benchmarkSet?.name ?? t("training.gone")}</Table.Td>
              <Table.Td>
                {state === "RUNNING" && total > 0 ? (
                  <Progress value={(100 * done) / total} w={120} aria-label={t("parts.state.RUNNING")} />
                ) : (
                  <Badge radius="sm" tt="none" variant="dot" color={COLORS[state]}>
                    {t(`parts.state.${state}`)}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {report ? (
                  figurePercent(report.bestF1At5)
                ) : (
                  <Text span c="dimmed">
                    –
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Moment at={createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
