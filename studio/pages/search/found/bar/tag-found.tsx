import { Button, Group, Modal, NumberInput, Stack, TagsInput, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../../api/graphql";
import { problemOf } from "../../../../api/problem-of";
import { ProblemAlert } from "../../../../parts/problem-alert";
import { percentText } from "../../../../parts/score";
import { t } from "../../../../text/text";
import { useFoundSearch } from "../found-context";
import type { Found } from "../use-proof";

const TagThem = graphql(`
  mutation TagFound($tags: [String!]!, $searchId: ID!, $first: Int) {
    tagImages(input: { tags: $tags, found: { searchId: $searchId, first: $first } }) {
      __typename
      ... on ChangedImages { imageCount }
      ... on Error { message }
    }
  }
`);

const USUAL_BEST = 20;

/** Puts tags on all that was found: at or above the cut-off, or so many of the best. */
export function TagFound(props: { found: Found; least: number; isOpen: boolean; onClose: () => void }) {
  const { found, least, isOpen, onClose } = props;
  const { labels } = useFoundSearch();
  const [tags, setTags] = useState<string[]>([...labels.slice(0, 1)]);
  const [best, setBest] = useState(Math.min(USUAL_BEST, found.totalCount));
  const [{ data, error, fetching }, tag] = useMutation(TagThem);
  const submit = async () => {
    const first = least > 0 ? null : best;
    const answer = await tag({ tags, searchId: found.searchId, first });
    const changed = answer.data?.tagImages;
    if (changed?.__typename !== "ChangedImages") return;
    notifications.show({ message: t("search.tag.done", { count: changed.imageCount }) });
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("search.tag.title")} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          <Text size="sm">
            {least > 0
              ? t("search.tag.cut", { count: found.totalCount, percent: percentText(least / 100) })
              : t("search.tag.best")}
          </Text>
          {least === 0 && (
            <NumberInput
              label={t("search.tag.howMany")}
              min={1}
              max={Math.max(1, found.totalCount)}
              value={best}
              onChange={(value) => setBest(Number(value) || 1)}
            />
          )}
          <TagsInput
            label={t("search.tag.tags")}
            value={tags}
            onChange={setTags}
            data-autofocus
            acceptValueOnBlur
          />
          <ProblemAlert problem={error?.message ?? problemOf(data?.tagImages)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("parts.cancel")}
            </Button>
            <Button type="submit" loading={fetching} disabled={tags.length === 0}>
              {t("search.tag.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
