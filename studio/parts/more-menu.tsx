import { Button, Menu } from "@mantine/core";
import { IconDotsVertical, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../text/text";

/** What can be done with the thing of a page beside what its buttons do; the last is to delete it. */
export function MoreMenu({ onDelete, children }: { onDelete: () => void; children?: ReactNode }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" px={8} aria-label={t("parts.more")}>
          <IconDotsVertical size={18} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {children && <Menu.Divider />}
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}>
          {t("parts.deleteThis")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
