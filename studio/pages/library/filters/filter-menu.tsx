import { Box, Button, Indicator, Popover, Stack } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { t } from "../../../text/text";
import { SortField } from "../sort-field";
import { activeFilters } from "./active-filters";
import { FilterFields } from "./filter-fields";
import type { LibrarySearch } from "./library-search";

/** Everything that images can be filtered by, but their names. */
export function FilterMenu(props: {
  readonly search: LibrarySearch;
  readonly onChange: (changes: LibrarySearch) => void;
}) {
  const { search, onChange } = props;
  const count = activeFilters(search).length;
  return (
    <Popover position="bottom-start" width={320} shadow="md" trapFocus withinPortal>
      <Indicator label={count} size={18} disabled={count === 0}>
        <Popover.Target>
          <Button variant="default" px="sm" leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}>
            {t("library.filters")}
          </Button>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t("library.filters")}>
        <Stack gap="sm">
          <Box hiddenFrom="xs">
            <SortField search={search} onChange={onChange} />
          </Box>
          <FilterFields search={search} onChange={onChange} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
