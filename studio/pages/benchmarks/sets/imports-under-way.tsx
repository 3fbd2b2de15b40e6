import { Anchor, Card, Group, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql, readFragment } from "../../../api/graphql";
import { WorkInProgress, WorkProgress } from "../../../parts/work-progress";
import { t } from "../../../text/text";

const SetImports = graphql(
  `
  query SetImports {
    work(first: 12, filter: { kind: [BENCHMARK_IMPORT] }) {
      edges {
        node {
          __typename
          id
          ...WorkInProgress
          ... on BenchmarkImport { name benchmarkSet { id } upload { id } }
        }
      }
    }
  }
`,
  [WorkInProgress],
);

const SHOWN = ["QUEUED", "RUNNING", "FAILED"];

/** The imports that have not ended, and those of uploads that failed and can be gone on with. */
export function ImportsUnderWay() {
  const [{ data }] = useQuery({ query: SetImports, requestPolicy: "cache-and-network" });
  const shown = (data?.work.edges ?? [])
    .map(({ node }) => node)
    .filter((work) => {
      const { state } = readFragment(WorkInProgress, work);
      const isKept = work.__typename === "BenchmarkImport" && work.upload !== null;
      return SHOWN.includes(state) && (state !== "FAILED" || isKept);
    });
  if (shown.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      {shown.map((work) => (
        <Card key={work.id} withBorder padding="md">
          <Group justify="space-between" mb={6}>
            <Text fw={600}>
              {work.__typename === "BenchmarkImport" && t("benchmarks.importing", { name: work.name })}
            </Text>
            {work.__typename === "BenchmarkImport" && work.benchmarkSet && (
              <Anchor
                renderRoot={(root) => (
                  <Link {...root} to="/benchmarks/$id" params={{ id: work.benchmarkSet?.id ?? "" }} />
                )}
              >
                {t("benchmarks.open")}
              </Anchor>
            )}
          </Group>
          <WorkProgress work={work} />
        </Card>
      ))}
    </SimpleGrid>
  );
}
