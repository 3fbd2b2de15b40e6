import { Box, Progress, Table, Text } from "@mantine/core";
import { bytesText, countText } from "../../../parts/number-text";
import { percentText } from "../../../parts/score";
import { WideTable } from "../../../parts/wide-table";
import { t } from "../../../text/text";
import { Section } from "./section";
import type { Runtime } from "./use-runtime";

type Cache = Runtime["caches"][number];

/** What is kept so that it need not be made again, and how often that helped. */
export function Caches({ caches }: { caches: readonly Cache[] }) {
  return (
    <Section title={t("work.caches.title")} about={t("work.caches.about")}>
      <WideTable label={t("work.caches.title")} minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("work.caches.cache")}</Table.Th>
            <Table.Th ta="right">{t("work.caches.entries")}</Table.Th>
            <Table.Th w="30%">{t("work.caches.room")}</Table.Th>
            <Table.Th ta="right">{t("work.caches.hits")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {caches.map((cache) => (
            <CacheRow key={cache.name} cache={cache} />
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}

function CacheRow({ cache: { name, entries, bytes, budgetBytes, hits, misses } }: { cache: Cache }) {
  const looked = hits === null || misses === null ? 0 : hits + misses;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {t(`work.caches.names.${name}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`work.caches.what.${name}`)}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{entries === null ? "–" : countText(entries)}</Table.Td>
      <Table.Td>
        <Text size="sm">
          {bytes === null
            ? "–"
            : budgetBytes === null
              ? t("work.caches.unlimited", { used: bytesText(bytes) })
              : t("work.caches.used", { used: bytesText(bytes), budget: bytesText(budgetBytes) })}
        </Text>
        {bytes !== null && budgetBytes !== null && budgetBytes > 0 && (
          <Box mt={4}>
            <Progress
              value={(100 * bytes) / budgetBytes}
              size="xs"
              aria-label={t("work.caches.usedOf", { name: t(`work.caches.names.${name}`) })}
            />
          </Box>
        )}
      </Table.Td>
      <Table.Td ta="right">
        {looked > 0 && hits !== null ? (
          <>
            {percentText(hits / looked)}
            <Text size="sm" c="dimmed">
              {t("work.caches.looked", { count: looked })}
            </Text>
          </>
        ) : (
          "–"
        )}
      </Table.Td>
    </Table.Tr>
  );
}
