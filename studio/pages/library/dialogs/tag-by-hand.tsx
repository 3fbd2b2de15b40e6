import { TagsInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../api/graphql";
import { problemOf } from "../../../api/problem-of";
import { DialogEnd } from "../../../parts/dialog-end";
import { t } from "../../../text/text";
import { chosenImages, type Selection } from "../selection/selection";
import { useTagWords } from "../use-tag-words";

const TagImages = graphql(`
  mutation TagLibraryImages($input: TagImagesInput!) {
    tagImages(input: $input) {
      __typename
      ... on ChangedImages { imageCount }
      ... on Error { message }
    }
  }
`);

const UntagImages = graphql(`
  mutation UntagLibraryImages($input: UntagImagesInput!) {
    untagImages(input: $input) {
      __typename
      ... on ChangedImages { imageCount }
      ... on Error { message }
    }
  }
`);

/** A person's own words, put on the selected images or taken off. */
export function TagByHand(props: {
  readonly selection: Selection;
  readonly isRemoval: boolean;
  readonly onClose: () => void;
}) {
  const { selection, isRemoval, onClose } = props;
  const [tags, setTags] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const words = useTagWords(typed);
  const [tagged, tag] = useMutation(TagImages);
  const [untagged, untag] = useMutation(UntagImages);
  const problem =
    problemOf(tagged.data?.tagImages) ??
    problemOf(untagged.data?.untagImages) ??
    tagged.error?.message ??
    untagged.error?.message ??
    null;
  const all = typed.trim() === "" ? tags : [...tags, typed.trim()];
  const finish = async () => {
    const input = { ...chosenImages(selection), tags: all };
    const result = isRemoval
      ? (await untag({ input })).data?.untagImages
      : (await tag({ input })).data?.tagImages;
    if (result?.__typename !== "ChangedImages") return;
    const count = result.imageCount;
    notifications.show({ message: t(isRemoval ? "library.tagsRemoved" : "library.tagsAdded", { count }) });
    onClose();
  };
  return (
    <>
      <TagsInput
        data-autofocus
        label={t("library.tags")}
        description={t("library.tagsHint")}
        placeholder={tags.length === 0 ? t("library.tagsExample") : ""}
        maxTags={50}
        data={words}
        value={tags}
        onChange={setTags}
        searchValue={typed}
        onSearchChange={setTyped}
        comboboxProps={{ withinPortal: true }}
      />
      <DialogEnd
        text={t(isRemoval ? "library.removeTags" : "library.addTags")}
        problem={problem}
        isBusy={tagged.fetching || untagged.fetching}
        isReady={all.length > 0}
        onCancel={onClose}
        onDo={finish}
      />
    </>
  );
}
