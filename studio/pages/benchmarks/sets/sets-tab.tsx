import { Button, Group, SimpleGrid, Stack } from "@mantine/core";
import { IconClipboardCheck } from "@tabler/icons-react";
import { useEveryPage } from "../../../api/use-every-page";
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

/** Every set, and those on their way. */
export function SetsTab({ q, show }: { q: string; show: (change: Partial<BenchmarksView>) => void }) {
  const filter = { complete: true, ...(q !== "" && { nameContains: q }) };
  const { nodes, isComplete, problem } = useEveryPage(SetList, { filter }, (data) => data.benchmarkSets);
  const isEmpty = isComplete && nodes.length === 0 && problem === null;
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
      <ProblemAlert problem={problem} />
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
        {nodes.map((set) => (
          <SetCard key={set.id} set={set} />
        ))}
        {!isComplete && nodes.length === 0 && <Skeletons count={6} height={216} />}
      </SimpleGrid>
    </Stack>
  );
}
