import { Button, Group } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { t } from "../../../text/text";
import { useSearchView } from "../use-search-view";
import { AddTerm } from "./add-term";
import { FilterForm } from "./filter-form";
import { viewChips } from "./view-chips";

/** What is looked for beside the words of the box, and where: each can be taken away, and more be added. */
export function TermBar({ canLeaveOut }: { canLeaveOut: boolean }) {
  const { view, change } = useSearchView();
  return (
    <Group gap="xs">
      {viewChips(view).map(({ text, without }) => (
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
