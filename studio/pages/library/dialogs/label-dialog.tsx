import { Anchor, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useClient } from "urql";
import { DialogEnd } from "../../../parts/dialog-end";
import { t } from "../../../text/text";
import { countOf, type Selection } from "../selection/selection";
import { labelImages } from "./label-images";
import { VocabularyField } from "./vocabulary-field";

/** Has the selected images labeled with a vocabulary, in the background. */
export function LabelDialog(props: {
  readonly isOpen: boolean;
  readonly selection: Selection;
  readonly onClose: () => void;
}) {
  const { isOpen, selection, onClose } = props;
  const client = useClient();
  const count = countOf(selection);
  const [vocabularyId, setVocabulary] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const finish = async () => {
    if (vocabularyId === null) return;
    setBusy(true);
    const trouble = await labelImages(client, selection, vocabularyId);
    setBusy(false);
    setProblem(trouble);
    if (trouble !== null) return;
    const id = notifications.show({
      autoClose: 8_000,
      message: (
        <>
          {t("library.labeling", { count })}{" "}
          <Anchor component={Link} to="/work" size="sm" onClick={() => notifications.hide(id)}>
            {t("library.follow")}
          </Anchor>
        </>
      ),
    });
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("library.labelTitle", { count })} centered>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("library.labelHint")}
        </Text>
        <VocabularyField value={vocabularyId} onChange={setVocabulary} />
        <DialogEnd
          text={t("library.labelStart")}
          problem={problem}
          isBusy={isBusy}
          isReady={vocabularyId !== null}
          onCancel={onClose}
          onDo={finish}
        />
      </Stack>
    </Modal>
  );
}
