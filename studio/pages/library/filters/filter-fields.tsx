import { Group, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import { typeText } from "./active-filters";
import { FolderField } from "./folder-field";
import type { LibrarySearch } from "./library-search";
import { TagField } from "./tag-field";

const TYPES = ["jpeg", "png", "webp", "gif", "tiff", "avif", "heic", "bmp"].map((name) => `image/${name}`);
const LEAST_SIDES = [500, 1_000, 2_000, 4_000];

const SetsToFilter = graphql(`
  query SetsToFilter {
    benchmarkSets(first: 100, orderBy: { by: NAME, direction: ASC }) { edges { node { id name } } }
  }
`);

export function FilterFields(props: {
  readonly search: LibrarySearch;
  readonly onChange: (changes: LibrarySearch) => void;
}) {
  const { search, onChange } = props;
  const [{ data }] = useQuery({ query: SetsToFilter });
  const sets = data?.benchmarkSets.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? [];
  // Within the popover, which would close as soon as a list outside it is clicked.
  const inside = { withinPortal: false };
  return (
    <>
      <TagField
        tag={search.tag ?? ""}
        isDisabled={search.untagged === true}
        onChange={(tag) => onChange({ tag })}
      />
      <Switch
        label={t("library.with.untagged")}
        checked={search.untagged === true}
        onChange={({ currentTarget: { checked } }) =>
          onChange(checked ? { untagged: true, tag: undefined } : { untagged: undefined })
        }
      />
      <FolderField folder={search.folder ?? ""} onChange={(folder) => onChange({ folder })} />
      <Group grow gap="xs">
        <TextInput
          type="date"
          label={t("library.from")}
          value={search.from ?? ""}
          max={search.to}
          onChange={({ currentTarget }) => onChange({ from: currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t("library.to")}
          value={search.to ?? ""}
          min={search.from}
          onChange={({ currentTarget }) => onChange({ to: currentTarget.value || undefined })}
        />
      </Group>
      <Group grow gap="xs">
        <Select
          label={t("library.type")}
          placeholder={t("library.any")}
          clearable
          comboboxProps={inside}
          value={search.type ?? null}
          data={TYPES.map((value) => ({ value, label: typeText(value) }))}
          onChange={(type) => onChange({ type: type ?? undefined })}
        />
        <Select
          label={t("library.least")}
          placeholder={t("library.any")}
          clearable
          comboboxProps={inside}
          value={search.least ? String(search.least) : null}
          data={LEAST_SIDES.map((side) => ({
            value: String(side),
            label: t("library.pixels", { count: side }),
          }))}
          onChange={(least) => onChange({ least: least ? Number(least) : undefined })}
        />
      </Group>
      <Group grow gap="xs">
        <Select
          label={t("library.labels")}
          placeholder={t("library.any")}
          clearable
          comboboxProps={inside}
          value={search.labeled === undefined ? null : String(search.labeled)}
          data={[
            { value: "true", label: t("library.with.labeled") },
            { value: "false", label: t("library.with.unlabeled") },
          ]}
          onChange={(labeled) => onChange({ labeled: labeled === null ? undefined : labeled === "true" })}
        />
        <Select
          label={t("library.set")}
          placeholder={t("library.any")}
          clearable
          searchable
          disabled={sets.length === 0}
          comboboxProps={inside}
          value={search.set ?? null}
          data={sets}
          onChange={(set) => onChange({ set: set ?? undefined })}
        />
      </Group>
    </>
  );
}
