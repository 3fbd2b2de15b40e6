import { Button, Group, Paper, Text, Textarea } from "@mantine/core";
import { IconFileText, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useDropzone } from "react-dropzone";
import { t } from "../../../text/text";
import type { LabelWords } from "./draft-label";
import { readTextFile, readWords } from "./read-words";

const MOST_BYTES = 20_000_000;

/** Where words come in: typed, pasted, or from a file that is chosen or dropped. */
export function WordsInput({ onWords }: { onWords: (words: readonly LabelWords[]) => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  const take = async (given: string, fileName?: string) => {
    try {
      const words = await readWords(given, fileName);
      if (words.length === 0) return setProblem(t("newVocabulary.noWords"));
      setProblem(null);
      setText("");
      onWords(words);
    } catch (error) {
      setProblem(t("newVocabulary.unreadable", { reason: error instanceof Error ? error.message : "" }));
    }
  };
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return setProblem(t("newVocabulary.tooLarge", { name: file.name }));
    const content = await readTextFile(file);
    if (content === null) return setProblem(t("newVocabulary.notText", { name: file.name }));
    await take(content, file.name);
  };
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    ...{ multiple: false, noClick: true, noKeyboard: true },
    onDrop: ([file], rejections) =>
      rejections.length > 0 ? setProblem(t("newVocabulary.oneFile")) : void takeFile(file),
  });
  const dropped = isDragActive ? { borderColor: "var(--mantine-primary-color-filled)" } : {};
  return (
    <Paper withBorder p="md" {...getRootProps({ role: "group", tabIndex: -1, style: dropped })}>
      <input {...getInputProps({ accept: ".txt,.csv,.tsv,text/*", "aria-hidden": true, tabIndex: -1 })} />
      <Textarea
        label={t("newVocabulary.words")}
        description={t("newVocabulary.wordsHint")}
        placeholder={t("newVocabulary.wordsExample")}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text");
          if (text !== "" || !/[\r\n]/.test(pasted.trim())) return;
          event.preventDefault(); // a list goes straight below
          void take(pasted);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void take(text);
        }}
        error={problem}
        autosize
        minRows={4}
        maxRows={10}
        spellCheck
      />
      <Group mt="sm" gap="sm" justify="space-between">
        <Group gap="sm">
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={text.trim() === ""}
            onClick={() => void take(text)}
          >
            {t("newVocabulary.add")}
          </Button>
          <Button variant="default" leftSection={<IconFileText size={16} aria-hidden />} onClick={open}>
            {t("newVocabulary.file")}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {t("newVocabulary.drop")}
        </Text>
      </Group>
    </Paper>
  );
}
