import { Progress, Table, Text, Title } from "@mantine/core";
import { countText, figureText } from "../../../parts/number-text";
import { t } from "../../../text/text";

interface Latency {
  readonly size: number;
  readonly ms: number;
}

/** How long a batch of each size takes, how many images a second that makes, and the size that was chosen for it. */
export function StageTimes(props: { title: string; cap: number; latencies: readonly Latency[] }) {
  const { title, cap, latencies } = props;
  const rates = latencies.map(({ size, ms }) => (1_000 * size) / ms);
  const best = Math.max(...rates, 1);
  return (
    <div>
      <Title order={4} size="sm">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {latencies.length > 0
          ? t("work.models.cap", { count: cap })
          : t("work.models.unmeasured", { count: cap })}
      </Text>
      {latencies.length > 0 && (
        <Table verticalSpacing={4} horizontalSpacing={6} fz="sm" style={{ whiteSpace: "nowrap" }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("work.models.size")}</Table.Th>
              <Table.Th ta="right">{t("work.models.time")}</Table.Th>
              <Table.Th ta="right">{t("work.models.rate")}</Table.Th>
              <Table.Th w="30%" aria-hidden />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {latencies.map(({ size, ms }, index) => (
              <Table.Tr key={size} fw={size === cap ? 650 : undefined}>
                <Table.Td>{countText(size)}</Table.Td>
                <Table.Td ta="right">{t("work.milliseconds", { ms: figureText(ms) })}</Table.Td>
                <Table.Td ta="right">{figureText(rates[index]!)}</Table.Td>
                <Table.Td aria-hidden>
                  <Progress
                    value={(100 * rates[index]!) / best}
                    size="sm"
                    color={size === cap ? undefined : "gray.5"}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}
