import { ActionIcon, Menu } from "@mantine/core";
import { IconThumbDown } from "@tabler/icons-react";
import { t } from "../../../../text/text";
import { useFoundSearch } from "../found-context";

/** Says that an image does not have what was looked for; of several words, which. Nothing without words. */
export function NotThis({ imageId, name }: { imageId: string; name: string }) {
  const { labels, correct } = useFoundSearch();
  const [only] = labels;
  if (only === undefined) return null;
  const title = labels.length === 1 ? t("search.not.title", { label: only }) : t("search.not.titleAny");
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={`${title} ${name}`}
      title={title}
      onClick={labels.length === 1 ? () => correct([imageId], only) : undefined}
    >
      <IconThumbDown size={18} aria-hidden />
    </ActionIcon>
  );
  if (labels.length === 1) return button;
  return (
    <Menu position="top-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {labels.map((label) => (
          <Menu.Item key={label} onClick={() => correct([imageId], label)}>
            {t("search.not.item", { label })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
