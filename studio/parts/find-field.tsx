import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type Ref, useEffect, useRef, useState } from "react";

const TYPING_MS = 250;

interface FindFieldProps extends Omit<TextInputProps, "value" | "onChange" | "label" | "placeholder"> {
  readonly ref?: Ref<HTMLInputElement>;
  /** What is looked for now, as the address has it. */
  readonly value: string;
  readonly label: string;
  /** Called once typing pauses. */
  readonly onFind: (text: string) => void;
}

/** A field that narrows a list down. */
export function FindField({ value, label, onFind, ...rest }: FindFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((typed: string) => {
    told.current = typed.trim();
    onFind(told.current);
  }, TYPING_MS);
  useEffect(() => {
    if (value === told.current) return; // otherwise the address was changed by something else
    told.current = value;
    setText(value);
  }, [value]);
  return (
    <TextInput
      type="search"
      leftSection={<IconSearch size={16} aria-hidden />}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        tell(currentTarget.value);
      }}
      {...rest}
    />
  );
}
