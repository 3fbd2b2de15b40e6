import { Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconCopyCheck } from "@tabler/icons-react";
import { t } from "../../text/text";
import type { Upload } from "./upload";

/** One file: how far it is, or why it was not taken. */
export function UploadRow({ upload: { file, path, state, sent, reason } }: { upload: Upload }) {
  const percent = file.size > 0 ? (100 * sent) / file.size : 100;
  return (
    <Stack gap={3}>
      <Group gap={8} wrap="nowrap" justify="space-between">
        <Text size="sm" truncate title={path ?? file.name}>
          {file.name}
        </Text>
        <Group
          gap={4}
          wrap="nowrap"
          c={state === "refused" || state === "failed" ? "var(--mantine-color-error)" : "dimmed"}
        >
          {state === "stored" && (
            <IconCircleCheck size={16} color="var(--mantine-color-teal-7)" aria-hidden />
          )}
          {state === "known" && <IconCopyCheck size={16} aria-hidden />}
          {reason !== null && <IconAlertCircle size={16} aria-hidden />}
          <Text size="xs" c="inherit" span style={{ whiteSpace: "nowrap" }}>
            {t(`upload.state.${state === "sending" && percent >= 100 ? "checking" : state}`)}
          </Text>
        </Group>
      </Group>
      {state === "sending" && <Progress value={percent} size={4} aria-label={file.name} />}
      {reason !== null && (
        <Text size="xs" c="dimmed" lineClamp={2} title={reason}>
          {reason}
        </Text>
      )}
    </Stack>
  );
}
