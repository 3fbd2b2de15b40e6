import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { countText, figureText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import { LaunchReasons } from "./launch-reasons";
import { latelyPer } from "./rates";
import { RecentBatches } from "./recent-batches";
import type { Queue, Runtime } from "./use-runtime";

/** Their items never share a batch. */
const ONE_BY_ONE = new Set<Queue["name"]>([
  ...(["DECODE", "DECODE_LARGE", "CLASSIFIERS", "MAPS", "HEAT_MAP", "THUMBNAIL"] as const),
]);

/** A queue: who waits, how long, and how its batches came to be. */
export function QueueCard({ queue, readings }: { queue: Queue; readings: readonly Runtime[] }) {
  const { name, queued, running, items, batches, waitedMs, ranMs } = queue;
  const of = (reading: Runtime) => reading.queues.find((each) => each.name === name);
  const count = (reading: Runtime) => of(reading)?.items ?? 0;
  const waited =
    latelyPer(readings, (reading) => of(reading)?.waitedMs ?? 0, count) ?? waitedMs / Math.max(1, items);
  const ran = latelyPer(readings, (reading) => of(reading)?.ranMs ?? 0, count) ?? ranMs / Math.max(1, items);
  const size =
    latelyPer(readings, count, (reading) => of(reading)?.batches ?? 0) ?? items / Math.max(1, batches);
  return (
    <Card withBorder component="article">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
          <Title order={3} size="md">
            {t(`work.queues.names.${name}`)}
          </Title>
          <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {t("work.queues.done", { count: items })}
          </Text>
        </Group>
        <Group gap="lg" wrap="wrap">
          <Figure name={t("work.queues.waiting")} value={countText(queued)} />
          <Figure name={t("work.queues.running")} value={countText(running)} />
          <Figure name={t("work.queues.waits")} value={msText(waited)} />
          <Figure
            name={t(ONE_BY_ONE.has(name) ? "work.queues.takesAlone" : "work.queues.takes")}
            value={msText(ran)}
          />
          {!ONE_BY_ONE.has(name) && <Figure name={t("work.queues.size")} value={figureText(size, 2)} />}
        </Group>
        {ONE_BY_ONE.has(name) ? (
          <Text size="sm" c="dimmed">
            {t("work.queues.oneByOne")}
          </Text>
        ) : (
          <>
            <RecentBatches batches={queue.recentBatches} />
            <LaunchReasons reasons={queue.launchReasons} />
          </>
        )}
      </Stack>
    </Card>
  );
}

function msText(ms: number): string {
  return ms < 1_000
    ? t("work.milliseconds", { ms: figureText(ms, 2) })
    : t("work.seconds", { seconds: figureText(ms / 1_000, 2) });
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="sm" fw={600} style={{ fontVariantNumeric: "tabular-nums" }}>
        {value}
      </Text>
    </div>
  );
}
