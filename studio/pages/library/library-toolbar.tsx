import { Box, Group, Slider } from "@mantine/core";
import type { RefObject } from "react";
import { FindField } from "../../parts/find-field";
import { t } from "../../text/text";
import { FilterMenu } from "./filters/filter-menu";
import { LARGEST, type LibrarySearch, SMALLEST } from "./filters/library-search";
import classes from "./library-page.module.css";
import { SortField } from "./sort-field";

/** Which images are shown, in which order, and how large. */
export function LibraryToolbar(props: {
  readonly search: LibrarySearch;
  readonly size: number;
  readonly nameField: RefObject<HTMLInputElement | null>;
  readonly onChange: (changes: LibrarySearch) => void;
  readonly onResize: (size: number) => void;
}) {
  const { search, size, nameField, onChange, onResize } = props;
  return (
    <Group gap="xs" wrap="nowrap" className={classes.toolbar}>
      <FindField
        ref={nameField}
        className={classes.name}
        label={t("library.nameHint")}
        value={search.name ?? ""}
        onFind={(name) => onChange({ name: name || undefined })}
      />
      <FilterMenu search={search} onChange={onChange} />
      <Box visibleFrom="xs">
        <SortField search={search} onChange={onChange} />
      </Box>
      <Slider
        visibleFrom="sm"
        w={110}
        size="sm"
        label={null}
        min={SMALLEST}
        max={LARGEST}
        step={8}
        value={size}
        onChange={onResize}
        onChangeEnd={(size) => onChange({ size })}
        thumbLabel={t("library.size")}
      />
    </Group>
  );
}
