import { ActionIcon, Box, Button, Group, Text, Tooltip } from "@mantine/core";
import { IconSparkles, IconTag, IconTrash, IconX } from "@tabler/icons-react";
import { t } from "../../../text/text";
import classes from "../library-page.module.css";
import { countOf, type Selection } from "./selection";

/** What can be done with the images that are selected. */
export function SelectionBar(props: {
  readonly selection: Selection;
  readonly total: number;
  readonly onSelectAll: () => void;
  readonly onTag: () => void;
  readonly onLabel: () => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}) {
  const { selection, total, onSelectAll, onTag, onLabel, onDelete, onClear } = props;
  const count = countOf(selection);
  const all = t("library.selectAll", { count: total });
  const doings = [
    { text: t("library.tagSelected"), icon: IconTag, run: onTag },
    { text: t("library.labelSelected"), icon: IconSparkles, run: onLabel },
    { text: t("library.deleteSelected"), icon: IconTrash, run: onDelete },
  ];
  return (
    <Group
      gap="xs"
      wrap="nowrap"
      className={classes.selected}
      role="toolbar"
      aria-label={t("library.selection")}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t("library.clearSelection")}
        onClick={onClear}
      >
        <IconX size={20} aria-hidden />
      </ActionIcon>
      <Text fw={600} role="status" style={{ whiteSpace: "nowrap" }}>
        {t("library.selected", { count })}
      </Text>
      {selection.kind === "some" && count < total && (
        <Button variant="subtle" size="compact-sm" onClick={onSelectAll} aria-label={all}>
          <Box component="span" visibleFrom="sm">
            {all}
          </Box>
          <Box component="span" hiddenFrom="sm">
            {t("library.all")}
          </Box>
        </Button>
      )}
      <Group gap="xs" ms="auto" wrap="nowrap">
        {doings.map(({ text, icon: Picture, run }) => (
          <Group key={text} gap={0}>
            <Button
              visibleFrom="md"
              variant="default"
              leftSection={<Picture size={18} aria-hidden />}
              onClick={run}
            >
              {text}
            </Button>
            <Tooltip label={text}>
              <ActionIcon hiddenFrom="md" variant="default" size={36} aria-label={text} onClick={run}>
                <Picture size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        ))}
      </Group>
    </Group>
  );
}
