import { Button, Group } from "@mantine/core";
import { t } from "../text/text";
import { ProblemAlert } from "./problem-alert";

/** How a dialog ends: with what it is for, or without; and what kept it from that. */
export function DialogEnd(props: {
  readonly text: string;
  readonly problem: string | null | undefined;
  readonly isBusy: boolean;
  readonly isReady: boolean;
  readonly onCancel: () => void;
  readonly onDo: () => void;
  /** Whether its form calls `onDo`, for Enter too. */
  readonly isSubmitted?: boolean;
}) {
  const { text, problem, isBusy, isReady, onCancel, onDo, isSubmitted = false } = props;
  return (
    <>
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t("parts.cancel")}
        </Button>
        <Button
          loading={isBusy}
          disabled={!isReady}
          {...(isSubmitted ? { type: "submit" } : { onClick: onDo })}
        >
          {text}
        </Button>
      </Group>
    </>
  );
}
