import { Anchor, Card, Group, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import { StageTimes } from "./stage-times";
import type { LoadedModel } from "./use-runtime";

const LoadedModelName = graphql(`
  query LoadedModelName($id: ID!) {
    node(id: $id) { id ... on ModelVersion { name version } }
  }
`);

/** How a model that is open runs: on which lanes, and how long its stages take by the size of a batch. */
export function LoadedModelCard({ model }: { model: LoadedModel }) {
  const { modelVersionId: id, provider, precision, encodeLanes, threadsPerLane, encodeSegments } = model;
  const [{ data }] = useQuery({ query: LoadedModelName, variables: { id } });
  const version = data?.node && "version" in data.node ? data.node : null;
  const few = model.scoreLatencies.filter(({ labels }) => labels === model.scoreLatencies[0]?.labels);
  return (
    <Card withBorder component="article">
      <Group justify="space-between" gap="xs" align="baseline" mb="sm">
        <Title order={3} size="md">
          {version ? (
            <Anchor inherit renderRoot={(link) => <Link {...link} to="/models/$id" params={{ id }} />}>
              {t("work.model", { name: version.name, version: version.version })}
            </Anchor>
          ) : (
            <Skeleton height={18} width={140} />
          )}
        </Title>
        <Text size="sm" c="dimmed">
          {t("work.models.how", {
            provider: t(`work.providers.${provider}`),
            precision: t(`work.precisions.${precision}`),
            count: encodeLanes,
            threads: threadsPerLane,
          })}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="lg">
        {encodeSegments.map(({ bound, cap, latencies }) => (
          <StageTimes key={bound} title={t(`work.models.bound.${bound}`)} cap={cap} latencies={latencies} />
        ))}
        <StageTimes
          title={t("work.models.scoring", { count: few[0]?.labels ?? 0 })}
          cap={model.scoreCap}
          latencies={few}
        />
      </SimpleGrid>
    </Card>
  );
}
