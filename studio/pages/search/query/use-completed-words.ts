import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "urql";
import { useSearchView } from "../use-search-view";
import { CompletedWords } from "./models-query";

const TYPING_MS = 120;

/** Labels to complete a text that is being typed; none while it is what is looked for already. */
export function useCompletedWords(text: string): string[] {
  const { view } = useSearchView();
  const typed = text.trim();
  const [beginning] = useDebouncedValue(typed, TYPING_MS);
  const [{ data }] = useQuery({
    query: CompletedWords,
    variables: { beginning, modelVersionId: view.model ?? null },
    pause: beginning === "" || beginning === view.q,
  });
  return beginning === "" || typed !== beginning
    ? []
    : (data?.suggestWords ?? []).filter((word) => word !== typed);
}
