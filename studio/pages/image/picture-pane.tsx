import { Group, Switch, Text } from "@mantine/core";
import { serviceUrl } from "../../api/address";
import { mapAlone } from "../../api/map-alone";
import { BoxedPicture } from "../../parts/boxed-picture";
import { t } from "../../text/text";
import type { Scores } from "./scores/use-scores";
import type { Shown } from "./shown";

/** What the picture leaves of the window's height. */
const AROUND = "230px";

/** The picture, with the map and boxes of the label that is pointed at or pinned. */
export function PicturePane(props: { shown: Shown; scores: Scores; label: string | null }) {
  const { shown, scores, label } = props;
  const { image, isMapShown, areBoxesShown, setMapShown, setBoxesShown } = shown;
  const { width, height } = image;
  const regions = scores.rows.find((row) => row.label === label)?.regions ?? null;
  const caption = () => {
    if (label === null) return t("image.picture.hint");
    if (!regions) return t("image.picture.notScored", { label });
    const count = regions.boxes.length;
    const where = count === 0 ? t("image.picture.nowhere") : t("image.picture.boxes", { count });
    return `${t("image.picture.showing", { label })} · ${where}`;
  };
  return (
    <div style={{ maxWidth: `calc((100dvh - ${AROUND}) * ${width / height})`, marginInline: "auto" }}>
      <BoxedPicture
        src={serviceUrl(image.large)}
        {...{ width, height }}
        alt={t("image.picture.alt", { name: image.name ?? t("image.untitled"), width, height })}
        boxes={regions && areBoxesShown ? regions.boxes : []}
        map={regions && isMapShown ? mapAlone(regions.heatMapUrl) : null}
      />
      <Group justify="space-between" gap="sm" mt="xs" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed" lineClamp={2} mih="2.9em">
          {caption()}
        </Text>
        <Group gap="sm" wrap="nowrap">
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
      </Group>
    </div>
  );
}
