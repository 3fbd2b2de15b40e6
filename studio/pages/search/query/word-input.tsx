import { Autocomplete, type OptionsFilter } from "@mantine/core";
import { useCompletedWords } from "./use-completed-words";

/** The service has chosen and ordered them. */
export const asGiven: OptionsFilter = ({ options }) => options;

/** A field for a word, completed from the labels that the model can take. */
export function WordInput(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  "data-autofocus"?: boolean;
}) {
  const words = useCompletedWords(props.value);
  return <Autocomplete {...props} data={words} filter={asGiven} comboboxProps={{ withinPortal: false }} />;
}
