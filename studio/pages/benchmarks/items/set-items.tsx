import { Badge, Button, Card, Center, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { useEveryPage } from "../../../api/use-every-page";
import { ProblemAlert } from "../../../parts/problem-alert";
import { Skeletons } from "../../../parts/skeletons";
import { Thumbnail, ThumbnailImage } from "../../../parts/thumbnail";
import { t } from "../../../text/text";

const ItemList = graphql(
  `
  query ItemList($id: ID!, $first: Int!) {
    benchmarkSet(id: $id) {
      id
      items(first: $first) {
        edges { node { position name present absent image { id ...ThumbnailImage } } }
        pageInfo { hasNextPage }
      }
    }
  }
`,
  [ThumbnailImage],
);

const LabelNames = graphql(`
  query LabelNames($id: ID!, $after: String) {
    vocabulary(id: $id) {
      id
      labels(first: 1000, after: $after) {
        edges { node { id position label } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const STEP = 60;
const LABELS = 4;

/** The images of a set in their order, each with what is on it. */
export function SetItems({ setId, vocabularyId }: { setId: string; vocabularyId: string | null }) {
  const [first, setFirst] = useState(STEP);
  const [{ data, error, stale }] = useQuery({ query: ItemList, variables: { id: setId, first } });
  const labels = useEveryPage(
    LabelNames,
    vocabularyId === null ? null : { id: vocabularyId },
    (data) => data.vocabulary?.labels,
  );
  const names = useMemo(
    () => new Map(labels.nodes.map(({ position, label }) => [position, label])),
    [labels.nodes],
  );
  const items = data?.benchmarkSet?.items;
  return (
    <Stack gap="md">
      <ProblemAlert problem={errorText(error)} />
      <SimpleGrid cols={{ base: 2, xs: 3, md: 4, lg: 6, xl: 8 }} spacing="sm">
        {!items && !error && <Skeletons count={12} height={200} />}
        {items?.edges.map(({ node: { position, name, present, image } }) => (
          <Card
            key={position}
            withBorder
            padding={6}
            {...(image && {
              renderRoot: (card: object) => <Link {...card} to="/images/$id" params={{ id: image.id }} />,
            })}
          >
            {image && <Thumbnail image={image} alt={name} />}
            <Text size="xs" c="dimmed" truncate mt={4} title={name}>
              {name}
            </Text>
            <Group gap={4} mt={4}>
              {present.slice(0, LABELS).map((label) => (
                <Badge key={label} variant="default" size="sm" tt="none" maw="100%">
                  {names.get(label) ?? "…"}
                </Badge>
              ))}
              {present.length > LABELS && (
                <Text size="xs" c="dimmed" span>
                  +{present.length - LABELS}
                </Text>
              )}
            </Group>
          </Card>
        ))}
      </SimpleGrid>
      {items?.pageInfo.hasNextPage && first < 1000 && (
        <Center>
          <Button
            variant="default"
            loading={stale}
            onClick={() => setFirst(Math.min(1000, first + 2 * STEP))}
          >
            {t("benchmarks.more")}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
