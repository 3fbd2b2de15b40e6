import { ColorSwatch, Group, Progress, Stack, Text, useMantineTheme } from "@mantine/core";
import { percentText } from "../../../parts/score";
import { t } from "../../../text/text";
import { REASON_COLORS } from "./reason-colors";
import type { Queue } from "./use-runtime";

/** What limited the size of all batches since the service started, the most frequent first. */
export function LaunchReasons({ reasons }: { reasons: Queue["launchReasons"] }) {
  const theme = useMantineTheme();
  const all = reasons.reduce((sum, { batches }) => sum + batches, 0);
  const shares = reasons
    .map(({ reason, batches }) => ({ reason, share: all > 0 ? batches / all : 0 }))
    .toSorted((one, other) => other.share - one.share);
  return (
    <Stack gap={6}>
      <Progress.Root size="sm" aria-hidden>
        {shares.map(({ reason, share }) => (
          <Progress.Section key={reason} value={share * 100} color={REASON_COLORS[reason]} withAria={false} />
        ))}
      </Progress.Root>
      <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {shares.map(({ reason, share }) => {
          const [name, shade] = REASON_COLORS[reason].split(".") as [string, string];
          return (
            <Group key={reason} gap={8} wrap="nowrap" component="li">
              <ColorSwatch color={theme.colors[name]?.[Number(shade)] ?? ""} size={10} withShadow={false} />
              <Text size="sm">{t(`work.reasons.${reason}`)}</Text>
              <Text size="sm" c="dimmed" ml="auto">
                {percentText(share)}
              </Text>
            </Group>
          );
        })}
      </Stack>
    </Stack>
  );
}
