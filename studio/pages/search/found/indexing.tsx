import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useMutation, useQuery } from "urql";
import { graphql, readFragment } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { ProblemAlert } from "../../../parts/problem-alert";
import { WorkInProgress, WorkProgress } from "../../../parts/work-progress";
import { t } from "../../../text/text";
import { useSearchView } from "../use-search-view";

const RunningIndexing = graphql(
  `
  query RunningIndexing {
    work(first: 1, filter: { kind: [INDEX], state: [QUEUED, RUNNING] }) {
      edges { node { id ...WorkInProgress } }
    }
  }
`,
  [WorkInProgress],
);

const IndexImages = graphql(`
  mutation IndexForSearch($modelVersionId: ID) {
    indexImages(input: { modelVersionId: $modelVersionId }) { __typename ... on Error { message } }
  }
`);

/** While more is indexed, what is found is looked for again this often. */
const AGAIN_MS = 2_500;

/** Images that cannot be found yet: how far their indexing is, or how to begin it. */
export function Indexing({ missing, onProgress }: { missing: number; onProgress: () => void }) {
  const { view } = useSearchView();
  const [{ data, fetching }] = useQuery({ query: RunningIndexing });
  const [{ data: begun, error }, index] = useMutation(IndexImages);
  const work = data?.work.edges[0]?.node ?? null;
  const sequence = work && readFragment(WorkInProgress, work).sequence;
  const asked = useRef(Date.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it goes on; its end has the search read again by itself
  useEffect(() => {
    if (sequence === null || Date.now() - asked.current < AGAIN_MS) return;
    asked.current = Date.now();
    onProgress();
  }, [sequence]);
  return (
    <Paper withBorder p="sm" radius="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm">{t("search.indexing.missing", { count: missing })}</Text>
          {!work && !fetching && (
            <Button
              size="compact-md"
              variant="default"
              onClick={() => index({ modelVersionId: view.model ?? null })}
            >
              {t("search.indexing.begin")}
            </Button>
          )}
        </Group>
        {work && <WorkProgress work={work} />}
        <ProblemAlert problem={error?.message ?? problemOf(begun?.indexImages)} />
      </Stack>
    </Paper>
  );
}
