import { Button, Group, Select, Skeleton, Stack, Table, Text, Title, VisuallyHidden } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql, readFragment } from "../../../api/graphql";
import { EmptyState } from "../../../parts/empty-state";
import { ProblemAlert } from "../../../parts/problem-alert";
import { WideTable } from "../../../parts/wide-table";
import { t } from "../../../text/text";

import { ENDS, KINDS, type WorkSearch } from "../work-search";
import { EndedRow } from "./ended-row";
import { WorkEntry } from "./work-entry";

const route = getRouteApi("/work");

const EndedWorkPage = graphql(
  `
  query EndedWork($first: Int, $after: String, $last: Int, $before: String, $kinds: [WorkKind!], $states: [WorkState!]!) {
    work(first: $first, after: $after, last: $last, before: $before, filter: { kind: $kinds, state: $states }) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { node { ...WorkEntry } }
    }
  }
`,
  [WorkEntry],
);

const PAGE = 20;

/** Work that was done, was given up or canceled, the newest first, with what can be done about it. */
export function EndedWork() {
  const { kind, state, after, before } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (search: WorkSearch) => void navigate({ search, replace: true, resetScroll: false });
  const [{ data, error }] = useQuery({
    query: EndedWorkPage,
    variables: {
      ...(before === undefined ? { first: PAGE, after } : { last: PAGE, before }),
      kinds: kind && [kind],
      states: state ? [state] : [...ENDS],
    },
  });
  const listed = data?.work.edges.map(({ node }) => readFragment(WorkEntry, node)) ?? [];
  const entries = listed.filter((work) => ENDS.some((end) => end === work.state)); // the cache knows what was resumed
  const page = data?.work.pageInfo;
  return (
    <Stack component="section" gap="sm" aria-labelledby="ended">
      <Group justify="space-between" align="flex-end">
        <Title order={2} id="ended">
          {t("work.ended")}
        </Title>
        <Group gap="xs">
          <Select
            aria-label={t("work.kind")}
            placeholder={t("work.allKinds")}
            clearable
            w={210}
            value={kind ?? null}
            data={KINDS.map((value) => ({ value, label: t(`work.kinds.${value}`) }))}
            onChange={(chosen) => go({ kind: KINDS.find((each) => each === chosen), state })}
          />
          <Select
            aria-label={t("work.state")}
            placeholder={t("work.allStates")}
            clearable
            w={150}
            value={state ?? null}
            data={ENDS.map((value) => ({ value, label: t(`parts.state.${value}`) }))}
            onChange={(chosen) => go({ kind, state: ENDS.find((each) => each === chosen) })}
          />
        </Group>
      </Group>
      <ProblemAlert problem={errorText(error)} />
      {!data && !error && <Skeleton height={PAGE * 20} radius="md" />}
      {data && entries.length === 0 && (
        <EmptyState
          icon={IconHistory}
          title={t(kind || state ? "work.noneTitle" : "work.nothingTitle")}
          text={t(kind || state ? "work.none" : "work.nothing")}
        />
      )}
      {entries.length > 0 && (
        <WideTable label={t("work.ended")} minWidth={620}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("work.what")}</Table.Th>
              <Table.Th>{t("work.state")}</Table.Th>
              <Table.Th>{t("work.endedAt")}</Table.Th>
              <Table.Th pos="relative">
                <VisuallyHidden>{t("work.actions")}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((work) => (
              <EndedRow key={work.id} work={work} />
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      {page && (page.hasNextPage || page.hasPreviousPage) && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t("work.total", { count: data.work.totalCount })}
          </Text>
          <Button.Group>
            <Button
              variant="default"
              disabled={!page.hasPreviousPage}
              onClick={() => go({ kind, state, before: page.startCursor ?? undefined })}
            >
              {t("work.newer")}
            </Button>
            <Button
              variant="default"
              disabled={!page.hasNextPage}
              onClick={() => go({ kind, state, after: page.endCursor ?? undefined })}
            >
              {t("work.older")}
            </Button>
          </Button.Group>
        </Group>
      )}
    </Stack>
  );
}
