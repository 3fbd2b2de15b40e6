import { Button, Card, Group, Progress, Stack, Text } from "@mantine/core";
import { bytesText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";
import { stopSending, useSending } from "./sending";

/** How much of a set has been sent. */
export function SendingCard() {
  const sending = useSending();
  if (!sending) return null;
  const { name, sent, total, problem } = sending;
  return (
    <Card withBorder padding="md">
      <Stack gap={6}>
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600}>{t("benchmarks.sending", { name })}</Text>
          <Button size="compact-sm" variant="default" onClick={stopSending}>
            {t(problem ? "parts.close" : "parts.cancel")}
          </Button>
        </Group>
        <ProblemAlert problem={problem} />
        {!problem && (
          <>
            <Text size="sm" aria-live="polite">
              {t("benchmarks.sent", { sent: bytesText(sent), total: bytesText(total) })}
            </Text>
            <Progress value={(100 * sent) / total} aria-label={t("benchmarks.sending", { name })} />
            <Text size="sm" c="dimmed">
              {t("benchmarks.keepOpen")}
            </Text>
          </>
        )}
      </Stack>
    </Card>
  );
}
