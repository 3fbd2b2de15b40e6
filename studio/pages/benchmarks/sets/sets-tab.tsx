import { Button, Center, Group, SimpleGrid, Stack } from "@mantine/core";
import { IconClipboardCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { EmptyState } from "../../../parts/empty-state";
import { FindField } from "../../../parts/find-field";
import { ProblemAlert } from "../../../parts/problem-alert";
import { Skeletons } from "../../../parts/skeletons";
import { t } from "../../../text/text";
import type { BenchmarksView } from "../benchmarks-view";
import { SendingCard } from "../import/sending-card";
import { ImportsUnderWay } from "./imports-under-way";
import { SetCard } from "./set-card";
import { SetList } from "./set-list";

const [FIRST, MOST] = [24, 100];

/** Every set, and those on their way. */
export function SetsTab({ q, show }: { q: string; show: (change: Partial<BenchmarksView>) => void }) {
  const filter = { complete: true, ...(q !== "" && { nameContains: q }) };
  const [first, setFirst] = useState(FIRST);
  const [{ data, error }] = useQuery({ query: SetList, variables: { filter, first } });
  const sets = data?.benchmarkSets.edges.map(({ node }) => node);
  const isEmpty = sets?.length === 0;
  return (
    <Stack gap="md">
      <SendingCard />
      <ImportsUnderWay />
      {!(isEmpty && q === "") && (
        <Group>
          <FindField
            value={q}
            label={t("benchmarks.find")}
            onFind={(text) => show({ q: text || undefined })}
            w={{ base: "100%", xs: 300 }}
          />
        </Group>
      )}
      <ProblemAlert problem={errorText(error)} />
      {isEmpty && (
        <EmptyState
          icon={IconClipboardCheck}
          title={t(q === "" ? "benchmarks.emptyTitle" : "benchmarks.noneTitle")}
          text={q === "" ? t("benchmarks.empty") : t("benchmarks.none", { name: q })}
        >
          <Button onClick={() => show({ make: "import" })}>{t("benchmarks.import")}</Button>
        </EmptyState>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3, xl: 4 }} spacing="md">
        {sets?.map((set) => (
          <SetCard key={set.id} set={set} />
        ))}
        {!sets && !error && <Skeletons count={6} height={188} />}
      </SimpleGrid>
      {data?.benchmarkSets.pageInfo.hasNextPage && first < MOST && (
        <Center>
          <Button variant="default" onClick={() => setFirst(MOST)}>
            {t("benchmarks.more")}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
