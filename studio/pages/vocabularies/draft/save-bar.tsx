import { Button, Checkbox, Group, Paper, Text } from "@mantine/core";
import { t } from "../../../text/text";

/** Stays in sight below a draft of any length: whether it can be made, and if not, why. */
export function SaveBar(props: {
  /** What keeps it from being made; null if nothing does. */
  reason: string | null;
  /** How many labels have no vector, which may be left out; 0 hides that. */
  unresolved: number;
  leavesOut: boolean;
  onLeaveOut: (leavesOut: boolean) => void;
  isSaving: boolean;
  onSave: () => void;
}) {
  const { reason, unresolved, leavesOut, onLeaveOut, isSaving, onSave } = props;
  return (
    <Paper
      withBorder
      shadow="md"
      p="sm"
      mt="lg"
      style={{ position: "sticky", bottom: "var(--mantine-spacing-md)", zIndex: 5 }}
    >
      <Group justify="space-between" gap="sm">
        <div>
          {unresolved > 0 && (
            <Checkbox
              checked={leavesOut}
              onChange={({ currentTarget }) => onLeaveOut(currentTarget.checked)}
              label={t("newVocabulary.leaveOut", { count: unresolved })}
            />
          )}
          {reason !== null && (
            <Text size="sm" c="dimmed" mt={unresolved > 0 ? 4 : 0} role="status">
              {reason}
            </Text>
          )}
        </div>
        <Button onClick={onSave} disabled={reason !== null} loading={isSaving} ml="auto">
          {t("newVocabulary.save")}
        </Button>
      </Group>
    </Paper>
  );
}
