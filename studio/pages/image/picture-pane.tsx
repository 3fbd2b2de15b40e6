import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { serviceUrl } from "../../api/address";
import { mapAlone } from "../../api/map-alone";
import { BoxedPicture } from "../../parts/boxed-picture";
import { t } from "../../text/text";
import classes from "./image-page.module.css";
import type { Scores } from "./scores/use-scores";
import type { Shown } from "./shown";

/** The picture, with the map and boxes of the label that is pointed at or pinned, and `children` beside what it says of them. */
export function PicturePane(props: {
  shown: Shown;
  scores: Scores;
  label: string | null;
  children?: ReactNode;
}) {
  const { shown, scores, label, children } = props;
  const { image, isMapShown, areBoxesShown } = shown;
  const { width, height } = image;
  const regions = scores.rows.find((row) => row.label === label)?.regions ?? null;
  return (
    <div className={classes.picture}>
      <div className={classes.sized} style={{ maxWidth: `calc(var(--picture-height) * ${width / height})` }}>
        <BoxedPicture
          src={serviceUrl(image.large)}
          {...{ width, height }}
          alt={t("image.picture.alt", { name: image.name ?? t("image.untitled"), width, height })}
          boxes={regions && areBoxesShown ? regions.boxes : []}
          map={regions && isMapShown ? mapAlone(regions.heatMapUrl) : null}
        />
      </div>
      <Group justify="space-between" gap="xs" mt="xs" align="flex-start">
        <Text size="sm" c="dimmed" lineClamp={2} className={classes.caption}>
          {captionOf(label, regions?.boxes.length ?? null, scores.isFetching)}
        </Text>
        {children}
      </Group>
    </div>
  );
}

function captionOf(label: string | null, boxCount: number | null, isFetching: boolean): string {
  if (label === null) return t("image.picture.hint");
  if (boxCount === null) return isFetching ? "" : t("image.picture.notScored", { label });
  const where = boxCount === 0 ? t("image.picture.nowhere") : t("image.picture.boxes", { count: boxCount });
  return `${t("image.picture.showing", { label })} · ${where}`;
}
