import { Button, FileButton, Group, Paper, Text } from "@mantine/core";
import { IconFileZip, IconFolderOpen } from "@tabler/icons-react";
import { useRef } from "react";
import { bytesText } from "../../../parts/number-text";
import { t } from "../../../text/text";
import { archiveOf } from "./archive-of";

/** Where the files of a set are chosen: a zip archive, which may be dropped here too, or a folder. */
export function SetFiles(props: { files: readonly File[]; onTake: (files: readonly File[]) => void }) {
  const { files, onTake } = props;
  const folder = useRef<HTMLInputElement>(null);
  const archive = files.length > 0 ? archiveOf(files) : null;
  return (
    <Paper
      withBorder
      p="md"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const dropped = [...event.dataTransfer.files].filter(({ name }) => /\.zip$/i.test(name));
        if (dropped.length > 0) onTake(dropped.slice(0, 1));
      }}
    >
      <Group gap="sm">
        <FileButton accept=".zip,application/zip" onChange={(file) => file && onTake([file])}>
          {(button) => (
            <Button {...button} variant="light" leftSection={<IconFileZip size={18} aria-hidden />}>
              {t("benchmarks.chooseZip")}
            </Button>
          )}
        </FileButton>
        <Button
          variant="light"
          leftSection={<IconFolderOpen size={18} aria-hidden />}
          onClick={() => folder.current?.click()}
        >
          {t("benchmarks.chooseFolder")}
        </Button>
        <input
          ref={(input) => {
            folder.current = input;
            input?.setAttribute("webkitdirectory", ""); // React has no name for it
          }}
          type="file"
          hidden
          onChange={({ currentTarget }) => onTake([...(currentTarget.files ?? [])])}
        />
      </Group>
      <Text size="sm" c="dimmed" mt="xs" aria-live="polite">
        {archive
          ? t("benchmarks.chosenFiles", {
              count: files.length,
              name: archive.name,
              size: bytesText(archive.sizeBytes),
            })
          : t("benchmarks.noFiles")}
      </Text>
    </Paper>
  );
}
