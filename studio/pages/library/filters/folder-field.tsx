import { Autocomplete, type AutocompleteProps, Group, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";

const Folders = graphql(`
  query FoldersToFilter($under: String!) {
    imageFolders(under: $under) { path imageCount }
  }
`);

/** A folder of the images' paths: those at the top are offered, and below each that is typed or chosen its own. */
export function FolderField(props: {
  readonly folder: string;
  readonly onChange: (folder: string | undefined) => void;
}) {
  const { folder, onChange } = props;
  const [typed, setTyped] = useState(folder);
  useEffect(() => setTyped(folder), [folder]);
  const under = typed === folder ? folder : typed.slice(0, Math.max(0, typed.lastIndexOf("/")));
  const [{ data }] = useQuery({ query: Folders, variables: { under } });
  const folders = data?.imageFolders ?? [];
  const counts = new Map(folders.map(({ path, imageCount }) => [path, imageCount]));
  const renderOption: AutocompleteProps["renderOption"] = ({ option: { value } }) => (
    <Group justify="space-between" wrap="nowrap" flex={1}>
      <Text size="sm" truncate>
        {value.slice(value.lastIndexOf("/") + 1)}
      </Text>
      <Text size="xs" c="dimmed">
        {t("library.number", { count: counts.get(value) ?? 0 })}
      </Text>
    </Group>
  );
  /** Only another one: whatever narrows the list anew shows its beginning. */
  const take = () => {
    if (typed.trim() !== folder) onChange(typed.trim() || undefined);
  };
  return (
    <Autocomplete
      label={t("library.folder")}
      placeholder={t("library.any")}
      clearable
      comboboxProps={{ withinPortal: false }}
      maxDropdownHeight={260}
      data={folders.map(({ path }) => path)}
      filter={({ options }) => options}
      renderOption={renderOption}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        if (text === "") onChange(undefined);
      }}
      onOptionSubmit={onChange}
      onKeyDown={({ key }) => key === "Enter" && take()}
      onBlur={take}
    />
  );
}
