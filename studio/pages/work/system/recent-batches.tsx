import { Box, Group, Text, Tooltip, useMantineTheme } from "@mantine/core";
import { figureText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import { REASON_COLORS } from "./reason-colors";
import type { Queue } from "./use-runtime";

const HEIGHT = 44;
const BARS = 24;

/** The latest batches, each a bar as high as it was large, in the color of what limited it; the newest at the right. */
export function RecentBatches({ batches }: { batches: Queue["recentBatches"] }) {
  const theme = useMantineTheme();
  const largest = Math.max(...batches.map(({ size }) => size), 1);
  const oldestFirst = batches.toReversed();
  const summary = t("work.queues.recentSummary", { count: batches.length, largest });
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {t("work.queues.recent")}
        </Text>
        <Text size="xs" c="dimmed">
          {t("work.queues.largest", { count: largest })}
        </Text>
      </Group>
      <Box
        role="img"
        aria-label={summary}
        h={HEIGHT}
        mt={4}
        display="flex"
        style={{
          alignItems: "flex-end",
          justifyContent: "flex-end",
          gap: 2,
          borderBottom: "1px solid var(--mantine-color-default-border)",
        }}
      >
        {oldestFirst.map(({ endedAt, size, reason, waitedMs, ranMs }) => {
          const [name, shade] = REASON_COLORS[reason].split(".") as [string, string];
          const label = t("work.queues.batch", {
            count: size,
            reason: t(`work.reasons.${reason}`),
            waited: figureText(waitedMs, 2),
            ran: figureText(ranMs, 2),
          });
          return (
            <Tooltip key={`${endedAt} ${waitedMs} ${ranMs}`} label={label} multiline maw={260}>
              <Box
                w={`${100 / BARS}%`}
                h={Math.max(3, (HEIGHT - 2) * (size / largest))}
                bdrs={2}
                bg={theme.colors[name]?.[Number(shade)]}
              />
            </Tooltip>
          );
        })}
      </Box>
    </div>
  );
}
