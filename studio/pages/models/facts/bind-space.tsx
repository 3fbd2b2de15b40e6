import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";

const Spaces = graphql(`
  query SpacesToBind {
    vectorSpaces(first: 100) { edges { node { id name dimensions } } }
  }
`);

const Bind = graphql(`
  mutation BindSpace($id: ID!, $spaceId: ID!) {
    bindModelVersion(input: { id: $id, spaceId: $spaceId }) {
      __typename
      ... on BoundModelVersion { modelVersion { id space { id name } } }
      ... on Error { message }
    }
  }
`);

/** Says once and for all of which space a model's labels are. */
export function BindSpace({ id, name, dimensions }: { id: string; name: string; dimensions: number }) {
  const [{ data }] = useQuery({ query: Spaces });
  const [chosen, setChosen] = useState<string | null>(null);
  const [bound, bind] = useMutation(Bind);
  const fitting = data?.vectorSpaces.edges
    .map(({ node }) => node)
    .filter((space) => space.dimensions === dimensions);
  return (
    <Stack gap="xs">
      <Text size="sm">{t("model.unbound")}</Text>
      {fitting?.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("model.noSpaces", { count: dimensions })}
        </Text>
      ) : (
        <Group gap="xs">
          <Select
            aria-label={t("model.space", { name })}
            placeholder={t("model.chooseSpace")}
            data={fitting?.map((space) => ({ value: space.id, label: space.name })) ?? []}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            disabled={chosen === null}
            loading={bound.fetching}
            onClick={() => chosen !== null && void bind({ id, spaceId: chosen })}
          >
            {t("model.bind")}
          </Button>
        </Group>
      )}
      <ProblemAlert problem={problemOf(bound.data?.bindModelVersion) ?? bound.error?.message} />
    </Stack>
  );
}
