import { ActionIcon, Menu } from "@mantine/core";
import { IconBoxAlignTopLeft, IconPhoto, IconPhotoSearch } from "@tabler/icons-react";
import type { PictureBox } from "../../../../parts/boxed-picture";
import { t } from "../../../../text/text";
import type { SearchView } from "../../search-view";
import { useSearchView } from "../../use-search-view";

/** Looks for what is like an image, or like what stands in its first box. The model and the filter stay. */
export function MoreLike(props: { imageId: string; name: string; box: PictureBox | undefined }) {
  const { imageId, name, box } = props;
  const { view, go } = useSearchView();
  const lookFor = (part: SearchView["part"]) =>
    go({ like: imageId, part, model: view.model, filter: view.filter });
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t("search.found.like", { name })}
      title={t("search.found.likeShort")}
      onClick={box ? undefined : () => lookFor(undefined)}
    >
      <IconPhotoSearch size={18} aria-hidden />
    </ActionIcon>
  );
  if (!box) return button;
  const { left, top, right, bottom } = box;
  return (
    <Menu position="top-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPhoto size={16} aria-hidden />} onClick={() => lookFor(undefined)}>
          {t("search.found.likeImage")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBoxAlignTopLeft size={16} aria-hidden />}
          onClick={() => lookFor([left, top, right, bottom])}
        >
          {t("search.found.likePart")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
