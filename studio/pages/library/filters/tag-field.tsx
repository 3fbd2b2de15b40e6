import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { t } from "../../../text/text";
import { useTagWords } from "../use-tag-words";

/** A tag that images have: those that begin as what is typed are offered, the most frequent first. */
export function TagField(props: {
  readonly tag: string;
  readonly isDisabled: boolean;
  readonly onChange: (tag: string | undefined) => void;
}) {
  const { tag, isDisabled, onChange } = props;
  const [typed, setTyped] = useState(tag);
  useEffect(() => setTyped(tag), [tag]);
  const [asked] = useDebouncedValue(typed, 150);
  /** Only another one: whatever narrows the list anew shows its beginning. */
  const take = () => {
    if (typed.trim() !== tag) onChange(typed.trim() || undefined);
  };
  return (
    <Autocomplete
      label={t("library.tag")}
      placeholder={t("library.any")}
      disabled={isDisabled}
      clearable
      comboboxProps={{ withinPortal: false }}
      data={useTagWords(asked)}
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
