import { Modal, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { t } from "../../../text/text";
import { countOf, type Selection } from "../selection/selection";
import { TagByHand } from "./tag-by-hand";
import { TagFromPredictions } from "./tag-from-predictions";

const WAYS = ["add", "remove", "predicted"] as const;

/** Puts tags on the selected images, or takes them off. */
export function TagDialog(props: {
  readonly isOpen: boolean;
  readonly selection: Selection;
  readonly onClose: () => void;
}) {
  const { isOpen, selection, onClose } = props;
  const [way, setWay] = useState<(typeof WAYS)[number]>("add");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("library.tagTitle", { count: countOf(selection) })}
      centered
    >
      <Stack gap="md">
        <SegmentedControl
          fullWidth
          value={way}
          onChange={(value) => setWay(WAYS.find((one) => one === value) ?? "add")}
          data={WAYS.map((value) => ({ value, label: t(`library.tagWay.${value}`) }))}
        />
        {way === "predicted" ? (
          <TagFromPredictions selection={selection} onClose={onClose} />
        ) : (
          <TagByHand key={way} isRemoval={way === "remove"} selection={selection} onClose={onClose} />
        )}
      </Stack>
    </Modal>
  );
}
