import { Button, Group } from "@mantine/core";
import { ProblemAlert } from "../../../parts/problem-alert";
import { t } from "../../../text/text";

/** How a dialog ends: with what it is for, or without; and what kept it from that. */
export function DialogEnd(props: {
  readonly text: string;
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly isReady: boolean;
  readonly onCancel: () => void;
  readonly onDo: () => void;
}) {
  const { text, problem, isBusy, isReady, onCancel, onDo } = props;
  return (
    <>
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t("library.cancel")}
        </Button>
        <Button loading={isBusy} disabled={!isReady} onClick={onDo}>
          {text}
        </Button>
      </Group>
    </>
  );
}
