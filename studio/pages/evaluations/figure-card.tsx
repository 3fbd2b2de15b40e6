import { Box, Card, Group, Text } from "@mantine/core";
import { figurePercent } from "../../parts/number-text";
import { t } from "../../text/text";
import { IntervalBar } from "./interval-bar";

/** One figure of a report, how sure it is, and what it means. */
export function FigureCard(props: {
  name: string;
  meaning: string;
  value: number | null;
  interval?: { readonly low: number; readonly high: number } | null | undefined;
  /** Of the figure that says most. */
  isFirst?: boolean;
}) {
  const { name, meaning, value, interval, isFirst = false } = props;
  return (
    <Card withBorder padding="md">
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Group gap={8} align="baseline">
        <Text
          fz={28}
          lh={1.3}
          fw={isFirst ? 700 : 500}
          c={isFirst ? "var(--mantine-color-anchor)" : undefined}
        >
          {figurePercent(value)}
        </Text>
        {interval && (
          <Text size="sm" c="dimmed" title={t("evaluation.interval")}>
            {t("evaluation.range", { low: figurePercent(interval.low), high: figurePercent(interval.high) })}
          </Text>
        )}
      </Group>
      <Box my={6}>
        <IntervalBar value={value} interval={interval} />
      </Box>
      <Text size="xs" c="dimmed">
        {meaning}
      </Text>
    </Card>
  );
}
