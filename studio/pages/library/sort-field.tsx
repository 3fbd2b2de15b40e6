import { ActionIcon, Group, Select, Tooltip } from "@mantine/core";
import { IconSortAscending, IconSortDescending } from "@tabler/icons-react";
import { t } from "../../text/text";
import { orderOf } from "./filters/image-list-of";
import { type LibrarySearch, SORT_KEYS } from "./filters/library-search";
import classes from "./library-page.module.css";

/** What the images are sorted by, and which end comes first. */
export function SortField(props: {
  readonly search: LibrarySearch;
  readonly onChange: (changes: LibrarySearch) => void;
}) {
  const { search, onChange } = props;
  const { by = "ADDED", reverse } = search;
  const { direction } = orderOf(search);
  const order = t(`library.order.${by}.${direction}`);
  const Arrow = direction === "ASC" ? IconSortAscending : IconSortDescending;
  return (
    <Group gap={0} wrap="nowrap">
      <Select
        aria-label={t("library.sort")}
        className={classes.sort}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        value={by}
        data={SORT_KEYS.map((value) => ({ value, label: t(`library.sortBy.${value}`) }))}
        onChange={(value) => onChange({ by: SORT_KEYS.find((key) => key === value), reverse: undefined })}
      />
      <Tooltip label={order}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={order}
          onClick={() => onChange({ reverse: reverse ? undefined : true })}
          className={classes.joined}
        >
          <Arrow size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
