import { SimpleGrid, Text } from "@mantine/core";
import { t } from "../../../text/text";
import { QueueCard } from "./queue-card";
import { Section } from "./section";
import type { Runtime } from "./use-runtime";

/** What waits for the lanes, how large the batches are, and why not larger. */
export function Queues({ readings }: { readings: readonly Runtime[] }) {
  const { queues } = readings.at(-1)!;
  const isUsed = ({ items, queued, running }: Runtime["queues"][number]) => items + queued + running > 0;
  const unused = queues.filter((queue) => !isUsed(queue));
  return (
    <Section title={t("work.queues.title")} about={t("work.queues.about")}>
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {queues.filter(isUsed).map((queue) => (
          <QueueCard key={queue.name} queue={queue} readings={readings} />
        ))}
      </SimpleGrid>
      {unused.length > 0 && (
        <Text size="sm" c="dimmed">
          {t("work.queues.unused", {
            names: list.format(unused.map(({ name }) => t(`work.queues.names.${name}`))),
          })}
        </Text>
      )}
    </Section>
  );
}

const list = new Intl.ListFormat(undefined, { type: "conjunction" });
