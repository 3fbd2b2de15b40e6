import { Checkbox, Modal, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useClient, useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { DialogForm } from "../../../parts/dialog-form";
import { t } from "../../../text/text";
import { archiveOf } from "./archive-of";
import { type SetReading, send, useSending } from "./sending";
import { SetFiles } from "./set-files";

const SetByName = graphql(`
  query SetByName($name: String!) { benchmarkSetByName(name: $name) { id complete } }
`);
const FORMATS = [
  "PHOTO_FOLDER",
  "IMAGE_FOLDER",
  "COCO_INSTANCES",
  "OPEN_IMAGES",
  "NUS_WIDE_TRAIN",
  "NUS_WIDE_TEST",
  "HDF5_FEATURES",
] as const;

/** Asks for the files of a set and how they are read, and sends them. */
export function ImportDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("benchmarks.importTitle")} size="lg">
      <ImportForm onDone={onClose} />
    </Modal>
  );
}

function ImportForm({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const sending = useSending();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [name, setName] = useState("");
  const [format, setFormat] = useState<(typeof FORMATS)[number] | null>(null);
  const [isUnknown, setUnknown] = useState(false);
  const [skipMissing, setSkipMissing] = useState(false);
  const [skipBroken, setSkipBroken] = useState(false);
  const trimmed = name.trim();
  const [{ data }] = useQuery({ query: SetByName, variables: { name: trimmed }, pause: trimmed === "" });
  const isTaken = trimmed !== "" && data?.benchmarkSetByName?.complete === true;
  const isBusy = sending !== null && sending.problem === null;
  const take = (taken: readonly File[]) => {
    setFiles(taken);
    if (name === "" && taken.length > 0) setName(archiveOf(taken).name.replace(/\.zip$/i, ""));
  };
  const submit = () => {
    const reading: SetReading = {
      ...{ name: trimmed, format, skipMissing, skipBroken, unlisted: isUnknown ? "UNKNOWN" : "ABSENT" },
    };
    void send(client, archiveOf(files), reading);
    onDone();
  };
  return (
    <DialogForm
      problem={isBusy ? t("benchmarks.oneAtATime") : null}
      text={t("benchmarks.startImport")}
      isBusy={false}
      isReady={files.length > 0 && trimmed !== "" && !isTaken && !isBusy}
      onCancel={onDone}
      onDo={submit}
    >
      <Text size="sm" c="dimmed">
        {t("benchmarks.importWhat")}
      </Text>
      <SetFiles files={files} onTake={take} />
      <TextInput
        label={t("benchmarks.name")}
        required
        maxLength={200}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={isTaken ? t("benchmarks.nameTaken") : undefined}
      />
      <Select
        label={t("benchmarks.formatLabel")}
        description={t("benchmarks.formatHint")}
        placeholder={t("benchmarks.formatFound")}
        clearable
        clearButtonProps={{ "aria-label": t("benchmarks.formatFound") }}
        data={FORMATS.map((value) => ({ value, label: t(`benchmarks.format.${value}`) }))}
        value={format}
        onChange={(value) => setFormat(value as typeof format)}
      />
      <Checkbox
        label={t("benchmarks.unlistedUnknown")}
        description={t("benchmarks.unlistedHint")}
        checked={isUnknown}
        onChange={({ currentTarget }) => setUnknown(currentTarget.checked)}
      />
      <Checkbox
        label={t("benchmarks.skipMissing")}
        checked={skipMissing}
        onChange={({ currentTarget }) => setSkipMissing(currentTarget.checked)}
      />
      <Checkbox
        label={t("benchmarks.skipBroken")}
        checked={skipBroken}
        onChange={({ currentTarget }) => setSkipBroken(currentTarget.checked)}
      />
    </DialogForm>
  );
}
