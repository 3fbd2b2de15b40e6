import { Anchor, Skeleton, Table, Text } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { isSignificant, pointsText } from "../../../parts/difference-text";
import { EmptyState } from "../../../parts/empty-state";
import { Moment } from "../../../parts/moment";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";

const Comparisons = graphql(`
  query Comparisons {
    evaluationComparisons(first: 50) {
      edges {
        node {
          id
          state
          createdAt
          first { id benchmarkSet { id name } modelVersion { id name version } }
          second { id modelVersion { id name version } }
          sections { section macro { difference p } }
        }
      }
    }
  }
`);

/** The comparisons of two runs. */
export function ComparisonList() {
  const [{ data, error }] = useQuery({ query: Comparisons });
  const found = data?.evaluationComparisons.edges.map(({ node }) => node);
  if (!found) return error ? <ProblemAlert problem={errorText(error)} /> : <Skeleton height={160} />;
  if (found.length === 0)
    return (
      <EmptyState
        icon={IconArrowsDiff}
        title={t("benchmarks.noComparisonsTitle")}
        text={t("benchmarks.noComparisons")}
      />
    );
  const modelName = (model: { name: string; version: number } | null | undefined) =>
    t("evaluation.modelAt", { name: model?.name ?? "?", version: model?.version ?? 0 });
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("benchmarks.compared")}</Table.Th>
            <Table.Th>{t("benchmarks.set")}</Table.Th>
            <Table.Th>{t("benchmarks.mapDifference")}</Table.Th>
            <Table.Th>{t("benchmarks.when")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.map(({ id, state, createdAt, first, second, sections }) => {
            const macro = (sections?.find(({ section }) => section === "GZSL") ?? sections?.[0])?.macro;
            return (
              <Table.Tr key={id}>
                <Table.Td>
                  <Anchor
                    size="sm"
                    renderRoot={(root) => <Link {...root} to="/comparisons/$id" params={{ id }} />}
                  >
                    {t("comparison.of", {
                      first: modelName(first?.modelVersion),
                      second: modelName(second?.modelVersion),
                    })}
                  </Anchor>
                </Table.Td>
                <Table.Td>{first?.benchmarkSet?.name}</Table.Td>
                <Table.Td>
                  {macro ? (
                    <>
                      {pointsText(macro.difference)}
                      <Text size="xs" c="dimmed" span ml={8}>
                        {t(isSignificant(macro.p) ? "comparison.significant" : "comparison.notSignificant")}
                      </Text>
                    </>
                  ) : (
                    t(`parts.state.${state}`)
                  )}
                </Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed" span>
                    <Moment at={createdAt} />
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
