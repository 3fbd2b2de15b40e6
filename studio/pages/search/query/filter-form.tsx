import { Autocomplete, Button, Checkbox, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import type { SearchView } from "../search-view";
import { useSearchView } from "../use-search-view";
import { PillPopover } from "./pill-popover";

type Filter = NonNullable<SearchView["filter"]>;

const TYPES = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff", "image/gif"];

const KnownTags = graphql(`
  query KnownTags {
    tags(first: 100, orderBy: { by: IMAGES, direction: DESC }) { edges { node { tag } } }
  }
`);

/** Among which images is searched. */
export function FilterForm() {
  return (
    <PillPopover icon={IconFilter} text={t("search.filter.open")}>
      {(close) => <FilterFields onDone={close} />}
    </PillPopover>
  );
}

function FilterFields({ onDone }: { onDone: () => void }) {
  const { view, change } = useSearchView();
  const [filter, setFilter] = useState<Filter>(view.filter ?? {});
  const [{ data }] = useQuery({ query: KnownTags });
  const set = (field: keyof Filter) => (value: string | null) =>
    setFilter((old) => ({ ...old, [field]: value === null || value === "" ? null : value }));
  const fromField = (field: keyof Filter) => ({
    value: (filter[field] as string | null | undefined) ?? "",
    onChange: (event: { currentTarget: { value: string } }) => set(field)(event.currentTarget.value),
  });
  const date = (field: "takenAfter" | "takenBefore") => ({
    type: "date",
    value: filter[field]?.slice(0, 10) ?? "",
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      set(field)(value === "" ? null : `${value}T00:00:00.000Z`),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change({ filter });
        onDone();
      }}
    >
      <Stack gap="sm">
        <Autocomplete
          label={t("search.filter.tag")}
          data={data?.tags.edges.map(({ node }) => node.tag) ?? []}
          value={filter.tag ?? ""}
          onChange={set("tag")}
          limit={8}
          comboboxProps={{ withinPortal: false }}
        />
        <TextInput
          label={t("search.filter.folder")}
          placeholder={t("search.filter.folderExample")}
          {...fromField("folder")}
        />
        <TextInput label={t("search.filter.name")} {...fromField("nameContains")} />
        <Group grow gap="sm">
          <TextInput label={t("search.filter.takenFrom")} {...date("takenAfter")} />
          <TextInput label={t("search.filter.takenBefore")} {...date("takenBefore")} />
        </Group>
        <Select
          label={t("search.filter.type")}
          clearable
          data={TYPES}
          value={filter.mediaType ?? null}
          onChange={set("mediaType")}
          comboboxProps={{ withinPortal: false }}
        />
        <Checkbox
          label={t("search.filter.own")}
          checked={filter.addedBy === "PERSON"}
          onChange={({ currentTarget }) => set("addedBy")(currentTarget.checked ? "PERSON" : null)}
        />
        <Button type="submit">{t("search.filter.apply")}</Button>
      </Stack>
    </form>
  );
}
