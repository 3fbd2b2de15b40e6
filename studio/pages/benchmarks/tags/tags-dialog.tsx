import { Checkbox, Modal, MultiSelect, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { useEveryPage } from "../../../api/use-every-page";
import { DialogForm } from "../../../parts/dialog-form";
import { t } from "../../../text/text";

const TagChoices = graphql(`
  query TagChoices($after: String) {
    tags(first: 100, after: $after) {
      edges { node { tag imageCount } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SetFromTags = graphql(`
  mutation SetFromTags($input: CreateBenchmarkSetInput!) {
    createBenchmarkSet(input: $input) {
      __typename
      ... on CreatedBenchmarkSet { benchmarkSet { id } }
      ... on Error { message }
    }
  }
`);

/** Makes a set of what people said of their images. */
export function TagsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("benchmarks.tagsTitle")} size="lg">
      <TagsForm onDone={onClose} />
    </Modal>
  );
}

function TagsForm({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const { nodes: choices, isComplete, problem } = useEveryPage(TagChoices, {}, ({ tags }) => tags);
  const [made, make] = useMutation(SetFromTags);
  const [name, setName] = useState("");
  const [tags, setTags] = useState<string[]>([]);
  const [onlyByHand, setOnlyByHand] = useState(true);
  const [isUnknown, setUnknown] = useState(false);
  const submit = async () => {
    const from = { onlyByHand, ...(tags.length > 0 && { tags }) };
    const input = { name: name.trim(), from, unlisted: isUnknown ? "UNKNOWN" : "ABSENT" } as const;
    const { data } = await make({ input });
    if (data?.createBenchmarkSet.__typename === "CreatedBenchmarkSet")
      void navigate({ to: "/benchmarks/$id", params: { id: data.createBenchmarkSet.benchmarkSet.id } });
  };
  return (
    <DialogForm
      problem={problemOf(made.data?.createBenchmarkSet) ?? made.error?.message ?? problem}
      text={t("benchmarks.make")}
      isBusy={made.fetching}
      isReady={name.trim() !== "" && choices.length > 0}
      onCancel={onDone}
      onDo={submit}
    >
      <Text size="sm" c="dimmed">
        {t(isComplete && !problem && choices.length === 0 ? "benchmarks.noTags" : "benchmarks.tagsWhat")}
      </Text>
      <TextInput
        label={t("benchmarks.name")}
        required
        maxLength={200}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <MultiSelect
        label={t("benchmarks.tags")}
        description={t("benchmarks.tagsHint")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("benchmarks.allTags") }}
        placeholder={tags.length === 0 ? t("benchmarks.allTags") : undefined}
        data={choices.map(({ tag, imageCount }) => ({
          ...{ value: tag, label: t("benchmarks.tagOf", { tag, count: imageCount }) },
        }))}
        value={tags}
        onChange={setTags}
      />
      <Checkbox
        label={t("benchmarks.onlyByHand")}
        description={t("benchmarks.onlyByHandHint")}
        checked={onlyByHand}
        onChange={({ currentTarget }) => setOnlyByHand(currentTarget.checked)}
      />
      <Checkbox
        label={t("benchmarks.unlistedUnknown")}
        description={t("benchmarks.unlistedHint")}
        checked={isUnknown}
        onChange={({ currentTarget }) => setUnknown(currentTarget.checked)}
      />
    </DialogForm>
  );
}
