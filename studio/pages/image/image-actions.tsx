import { Button, Menu } from "@mantine/core";
import { IconColumns2, IconCopy, IconDownload } from "@tabler/icons-react";
import { serviceUrl } from "../../api/address";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { otherSide } from "./scores/other-side";
import { ScoresQuery } from "./scores/scores-query";
import type { Sides } from "./scores/sides-of";
import type { Shown } from "./shown";
import { useCopies } from "./use-copies";

/** What can be done with the image and what is shown of it. */
export function ImageActions({ shown, sides }: { shown: Shown; sides: Sides }) {
  const { image, choices, show } = shown;
  const copies = useCopies(shown, sides);
  const other = otherSide(sides.first, choices);
  const isCompared = sides.second !== null;
  const compareHint = t(other ? "image.controls.compareHint" : "image.controls.nothingToCompare");
  return (
    <>
      <Button
        variant="default"
        px="xs"
        leftSection={<IconColumns2 size={16} aria-hidden />}
        disabled={!isCompared && other === null}
        title={compareHint}
        onClick={() =>
          show(isCompared ? { otherModel: undefined, otherVocabulary: undefined } : (other ?? {}))
        }
      >
        {t(isCompared ? "image.controls.stopCompare" : "image.controls.compare")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" leftSection={<IconCopy size={16} aria-hidden />}>
            {t("image.actions.copy")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={copies.json}>{t("image.actions.json")}</Menu.Item>
          <Menu.Item onClick={copies.query}>{t("image.actions.query")}</Menu.Item>
          <Menu.Item onClick={copies.address}>{t("image.actions.address")}</Menu.Item>
          <Menu.Item onClick={copies.id}>{t("image.actions.id")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" leftSection={<IconDownload size={16} aria-hidden />}>
            {t("image.actions.download")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={serviceUrl(image.url)} download={image.name ?? ""}>
            {t("image.actions.original")}
          </Menu.Item>
          <Menu.Item component="a" href={serviceUrl(image.url)} target="_blank">
            {t("image.actions.openOriginal")}
          </Menu.Item>
          {copies.mapUrl && (
            <Menu.Item component="a" href={copies.mapUrl} download={`${shown.view.label}.png`}>
              {t("image.actions.withMap", { label: shown.view.label })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {copies.input && <QueryLink document={ScoresQuery} variables={{ input: copies.input }} />}
    </>
  );
}
