import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { t } from "../text/text";
import { ProblemAlert } from "./problem-alert";
import { type UseOfThing, UsesList } from "./uses-list";

/** Asks before something is deleted, and says what goes with it, or what keeps it from being deleted. */
export function DeleteDialog(props: {
  isOpen: boolean;
  title: string;
  /** What goes with it, in a sentence. */
  text: string;
  /** What has to be deleted first. */
  uses: readonly UseOfThing[];
  problem: string | null | undefined;
  isDeleting: boolean;
  onClose: () => void;
  onDelete: () => void;
}) {
  const { isOpen, title, text, uses, problem, isDeleting, onClose, onDelete } = props;
  const isUsed = uses.length > 0;
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} centered>
      <Stack gap="md">
        <Text size="sm">{isUsed ? t("parts.usedBy") : text}</Text>
        {isUsed && <UsesList uses={uses} />}
        <ProblemAlert problem={problem} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t(isUsed ? "parts.close" : "parts.keep")}
          </Button>
          {!isUsed && (
            <Button color="red" loading={isDeleting} onClick={onDelete} data-autofocus>
              {t("parts.delete")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
