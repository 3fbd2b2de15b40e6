import { Button, Group, Pill } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import { activeFilters } from "./active-filters";
import type { LibrarySearch } from "./library-search";

const SetName = graphql(`
  query LibrarySetName($id: ID!) {
    benchmarkSet(id: $id) { id name }
  }
`);

/** What narrows the list, each to be taken away. */
export function FilterPills(props: {
  readonly search: LibrarySearch;
  readonly onChange: (changes: LibrarySearch) => void;
  readonly onClear: () => void;
}) {
  const { search, onChange, onClear } = props;
  const { set } = search;
  const [{ data }] = useQuery({ query: SetName, variables: { id: set ?? "" }, pause: set === undefined });
  const filters = activeFilters(search, data?.benchmarkSet?.name);
  if (filters.length === 0) return null;
  return (
    <Group gap={6} mb="sm">
      {filters.map(({ text, without }) => (
        <Pill
          key={text}
          size="md"
          withRemoveButton
          onRemove={() => onChange(without)}
          removeButtonProps={{
            "aria-label": t("library.remove", { filter: text }),
            "aria-hidden": false,
            tabIndex: 0,
          }}
        >
          {text}
        </Pill>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={onClear}>
        {t("library.clearFilters")}
      </Button>
    </Group>
  );
}
