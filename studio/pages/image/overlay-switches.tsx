import { Group, Switch } from "@mantine/core";
import { t } from "../../text/text";
import type { Shown } from "./shown";

/** Whether a label's map and its boxes are laid over the picture. */
export function OverlaySwitches({ shown }: { shown: Shown }) {
  const { isMapShown, areBoxesShown, setMapShown, setBoxesShown } = shown;
  return (
    <Group gap="md" wrap="nowrap">
      <Switch
        size="sm"
        label={t("image.picture.showMap")}
        checked={isMapShown}
        onChange={({ currentTarget }) => setMapShown(currentTarget.checked)}
      />
      <Switch
        size="sm"
        label={t("image.picture.showBoxes")}
        checked={areBoxesShown}
        onChange={({ currentTarget }) => setBoxesShown(currentTarget.checked)}
      />
    </Group>
  );
}
