import { ActionIcon, Autocomplete, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../../../text/text";
import { useSearchView } from "../use-search-view";
import { useCompletedWords } from "./use-completed-words";
import { asGiven } from "./word-input";

/** The one box for any words, completed from the labels that the model can take. */
export function SearchBox() {
  const { view, change } = useSearchView();
  const [text, setText] = useState(view.q ?? "");
  const words = useCompletedWords(text);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => setText(view.q ?? ""), [view.q]);
  useHotkeys([["/", () => box.current?.select()]]);
  const search = (words: string) => change({ q: words.trim() === "" ? undefined : words.trim() });
  const clear = () => {
    setText("");
    search("");
    box.current?.focus();
  };
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(text);
        }}
      >
        <Autocomplete
          ref={box}
          size="md"
          radius="xl"
          aria-label={t("search.box.label")}
          placeholder={t("search.box.hint")}
          leftSection={<IconSearch size={20} aria-hidden />}
          rightSection={
            text === "" ? (
              <Kbd size="xs">/</Kbd>
            ) : (
              <ActionIcon variant="subtle" color="gray" aria-label={t("search.box.clear")} onClick={clear}>
                <IconX size={18} aria-hidden />
              </ActionIcon>
            )
          }
          rightSectionPointerEvents={text === "" ? "none" : "all"}
          value={text}
          onChange={setText}
          onOptionSubmit={search}
          data={words}
          filter={asGiven}
          autoFocus={view.q === undefined && view.like === undefined}
        />
      </form>
    </search>
  );
}
