import { Button, Group } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { t } from "../../../text/text";
import type { SearchView } from "../search-view";
import { useSearchView } from "../use-search-view";
import { AddTerm } from "./add-term";
import { filterChips } from "./filter-chips";
import { FilterForm } from "./filter-form";

/** What a chip says, and the view without it. */
export interface TermChip {
  readonly text: string;
  readonly without: Partial<SearchView>;
}

/** What is looked for beside the words of the box, and where: each can be taken away, and more be added. */
export function TermBar({ canLeaveOut }: { canLeaveOut: boolean }) {
  const { view, change } = useSearchView();
  return (
    <Group gap="xs">
      {[...termChips(view), ...filterChips(view)].map(({ text, without }) => (
        <Button
          key={text}
          size="compact-md"
          radius="xl"
          variant="light"
          fw={500}
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t("search.terms.remove", { term: text })}
          onClick={() => change(without)}
        >
          {text}
        </Button>
      ))}
      <AddTerm canLeaveOut={canLeaveOut} />
      <FilterForm />
    </Group>
  );
}

function termChips({ and = [], or = [], not = [], near = [] }: SearchView): TermChip[] {
  return [
    ...and.map((word) => ({ text: t("search.terms.and", { word }), without: { and: others(and, word) } })),
    ...or.map((word) => ({ text: t("search.terms.or", { word }), without: { or: others(or, word) } })),
    ...not.map((word) => ({ text: t("search.terms.not", { word }), without: { not: others(not, word) } })),
    ...near.map((where) => ({
      text: t("search.terms.near", {
        label: where.label,
        relation: t(`search.relation.${where.relation}`),
        of: where.of,
      }),
      without: { near: others(near, where) },
    })),
  ];
}

const others = <T,>(list: readonly T[], one: T): T[] => list.filter((other) => other !== one);
