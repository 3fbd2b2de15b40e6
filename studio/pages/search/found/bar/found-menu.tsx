import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconFileTypeCsv, IconJson, IconTag } from "@tabler/icons-react";
import { serviceUrl } from "../../../../api/address";
import { t } from "../../../../text/text";
import type { Found } from "../use-proof";
import { TagFound } from "./tag-found";

/** Without a cut-off a search finds every image: then the best are meant. */
const BEST = 1_000;

/** What can be done with all that was found. */
export function FoundMenu({ found, least }: { found: Found; least: number }) {
  const [isTagging, { open, close }] = useDisclosure(false);
  const address = (url: string) => {
    const whole = new URL(serviceUrl(url));
    whole.searchParams.set("boxes", "true");
    if (least === 0) whole.searchParams.set("first", String(BEST));
    return whole.href;
  };
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconDots size={16} aria-hidden />}>
            {t("search.menu.open")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTag size={16} aria-hidden />} onClick={open}>
            {t("search.menu.tag")}
          </Menu.Item>
          <Menu.Label>{t(least === 0 ? "search.menu.downloadBest" : "search.menu.download")}</Menu.Label>
          <Menu.Item
            component="a"
            href={address(found.csvUrl)}
            download="found.csv"
            leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          >
            {t("search.menu.csv")}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={address(found.ndjsonUrl)}
            download="found.ndjson"
            leftSection={<IconJson size={16} aria-hidden />}
          >
            {t("search.menu.json")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <TagFound found={found} least={least} isOpen={isTagging} onClose={close} />
    </>
  );
}
