import { Box, CloseButton, Group, Slider, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type RefObject, useEffect, useState } from "react";
import { t } from "../../text/text";
import { FilterMenu } from "./filters/filter-menu";
import { LARGEST, type LibrarySearch, SMALLEST } from "./filters/library-search";
import classes from "./library-page.module.css";
import { SortField } from "./sort-field";

const TYPING_MS = 300;

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
      <NameField name={search.name ?? ""} field={nameField} onChange={(name) => onChange({ name })} />
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

/** Follows what is typed after a moment, and the address at once. */
function NameField(props: {
  readonly name: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: (name: string | undefined) => void;
}) {
  const { name, field, onChange } = props;
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const tell = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), TYPING_MS);
  const type = (text: string) => {
    setTyped(text);
    tell(text);
  };
  return (
    <TextInput
      ref={field}
      className={classes.name}
      aria-label={t("library.name")}
      placeholder={t("library.nameHint")}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed && <CloseButton size="sm" aria-label={t("library.clear")} onClick={() => type("")} />
      }
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onKeyDown={({ key }) => key === "Escape" && type("")}
    />
  );
}
