import { Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { bytesText, countText, durationText, figureText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import { FigureCard } from "./figure-card";
import { mean, perSecond } from "./rates";
import type { Runtime } from "./use-runtime";

/** Seconds that a rate is the mean of. */
const CALM = 5;

const latelyOf = (rates: readonly number[]): number => mean(rates.slice(-CALM));
const waitingIn = ({ queues }: Runtime): number => queues.reduce((sum, { queued }) => sum + queued, 0);
const usedOf = ({ memory }: Runtime): number => memory.machineBytes - memory.availableBytes;

/** What the process that answers takes of its machine, and how much it gets done. */
export function Figures({ readings }: { readings: readonly Runtime[] }) {
  const now = readings.at(-1)!;
  const { memory, disk, databaseBytes, cores, threads, executionProvider, startedAt, observedAt } = now;
  const busy = perSecond(readings, ({ cpuMs }) => cpuMs / 1_000);
  const encoded = perSecond(readings, ({ imagesEncoded }) => imagesEncoded);
  const scored = perSecond(readings, ({ imagesScored }) => imagesScored);
  const waiting = readings.map(waitingIn);
  const up = (Date.parse(observedAt) - Date.parse(startedAt)) / 1_000;
  return (
    <Stack gap="sm">
      <Group gap="xs" fz="sm" c="dimmed">
        <Text size="sm" span c="bright" fw={600}>
          {now.hostName}
        </Text>
        <span>{t("work.system.version", { version: now.version })}</span>
        <span aria-hidden>·</span>
        <span>{t("work.system.up", { time: durationText(up) })}</span>
        <span aria-hidden>·</span>
        <span title={executionProvider.reason}>
          {t("work.system.runsOn", {
            provider: t(`work.providers.${executionProvider.inUse}`),
            count: threads,
          })}
        </span>
      </Group>
      <SimpleGrid cols={{ base: 2, md: 3, xl: 6 }} spacing="sm">
        <FigureCard
          name={t("work.system.processor")}
          value={t("work.system.cores", { busy: figureText(Number(latelyOf(busy).toFixed(1)), 2) })}
          against={t("work.system.ofCores", { count: cores })}
          course={busy}
          top={cores}
        />
        <FigureCard
          name={t("work.system.memory")}
          value={bytesText(memory.processBytes)}
          against={t("work.system.machineMemory", {
            used: bytesText(usedOf(now)),
            all: bytesText(memory.machineBytes),
          })}
          course={readings.map(({ memory: then }) => then.processBytes)}
          top={memory.machineBytes}
        />
        <FigureCard
          name={t("work.system.encoded")}
          value={t("work.system.perSecond", { rate: figureText(Number(latelyOf(encoded).toFixed(1)), 3) })}
          against={t("work.system.inAll", { count: now.imagesEncoded })}
          course={encoded}
          top={Math.max(1, ...encoded)}
        />
        <FigureCard
          name={t("work.system.scored")}
          value={t("work.system.perSecond", { rate: figureText(Number(latelyOf(scored).toFixed(1)), 3) })}
          against={t("work.system.inAll", { count: now.imagesScored })}
          course={scored}
          top={Math.max(1, ...scored)}
        />
        <FigureCard
          name={t("work.system.waiting")}
          value={countText(waitingIn(now))}
          against={t("work.system.inQueues")}
          course={waiting}
          top={Math.max(1, ...waiting)}
        />
        <FigureCard
          name={t("work.system.disk")}
          value={t("work.system.free", { free: bytesText(disk.freeBytes) })}
          against={
            databaseBytes === null
              ? t("work.system.of", { all: bytesText(disk.totalBytes) })
              : t("work.system.database", { bytes: bytesText(databaseBytes) })
          }
          share={1 - disk.freeBytes / disk.totalBytes}
        />
      </SimpleGrid>
    </Stack>
  );
}
