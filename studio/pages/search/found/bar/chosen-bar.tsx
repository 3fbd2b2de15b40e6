import { ActionBar, Button, Popover, Stack, TagsInput, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTag, IconThumbDown } from "@tabler/icons-react";
import { useState } from "react";
import { useMutation } from "urql";
import { graphql } from "../../../../api/graphql";
import { problemOf } from "../../../../api/problem-of";
import { t } from "../../../../text/text";
import { useFoundSearch } from "../found-context";

const TagChosen = graphql(`
  mutation TagChosen($ids: [ID!]!, $tags: [String!]!) {
    tagImages(input: { imageIds: $ids, tags: $tags }) { __typename ... on Error { message } }
  }
`);

/** What can be done with the images that are chosen. */
export function ChosenBar({ labels, onClear }: { labels: readonly string[]; onClear: () => void }) {
  const { chosen, correct } = useFoundSearch();
  const [tags, setTags] = useState<string[]>([...labels.slice(0, 1)]);
  const [, tag] = useMutation(TagChosen);
  const ids = [...chosen];
  const putTags = async () => {
    const { data, error } = await tag({ ids, tags });
    const problem = error?.message ?? problemOf(data?.tagImages);
    notifications.show(
      problem
        ? { color: "red", title: t("parts.problemTitle"), message: problem }
        : { message: t("search.tag.done", { count: ids.length }) },
    );
    if (!problem) onClear();
  };
  const notThem = (label: string) => {
    correct(ids, label);
    onClear();
  };
  const [only] = labels;
  return (
    <ActionBar
      opened={chosen.size > 0}
      onClose={onClear}
      closeOnEscape
      aria-label={t("search.chosen.actions")}
    >
      <Text size="sm" fw={600} aria-live="polite">
        {t("search.chosen.count", { count: chosen.size })}
      </Text>
      <ActionBar.Divider />
      <Popover width={300} position="top" shadow="md" trapFocus>
        <Popover.Target>
          <Button size="compact-md" variant="subtle" leftSection={<IconTag size={16} aria-hidden />}>
            {t("search.chosen.tag")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <TagsInput label={t("search.tag.tags")} value={tags} onChange={setTags} acceptValueOnBlur />
            <Button disabled={tags.length === 0} onClick={putTags}>
              {t("search.tag.submit")}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {only !== undefined && labels.length === 1 && (
        <Button
          size="compact-md"
          variant="subtle"
          leftSection={<IconThumbDown size={16} aria-hidden />}
          onClick={() => notThem(only)}
        >
          {t("search.not.title", { label: only })}
        </Button>
      )}
      <ActionBar.CloseButton aria-label={t("search.chosen.clear")} />
    </ActionBar>
  );
}
