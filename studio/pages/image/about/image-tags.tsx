import { Group, Pill, Stack, TagsInput, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import type { ShownImage } from "../image-query";
import { TagImage, UntagImage, WithdrawCorrection } from "./tag-mutations";
import { useReport } from "./use-report";

const KnownTags = graphql(`
  query KnownTags($contains: String) {
    tags(contains: $contains, first: 20) {
      edges { node { tag } }
    }
  }
`);

/** What people say of the image: its tags, and what is not in it. */
export function ImageTags({ image, onChange }: { image: ShownImage; onChange: () => void }) {
  const { id, tags, corrections } = image;
  const [typed, setTyped] = useState("");
  const [contains] = useDebouncedValue(typed, 200);
  const [{ data }] = useQuery({ query: KnownTags, variables: { contains: contains || null } });
  const [, tagImage] = useMutation(TagImage);
  const [, untagImage] = useMutation(UntagImage);
  const [, withdraw] = useMutation(WithdrawCorrection);
  const report = useReport(onChange);
  const names = tags.map(({ tag }) => tag);
  const change = (next: readonly string[]) => {
    const added = next.filter((tag) => !names.includes(tag));
    const removed = names.filter((tag) => !next.includes(tag));
    for (const tag of added) void report(tagImage({ id, tag }));
    for (const tag of removed) void report(untagImage({ id, tag }));
  };
  return (
    <Stack gap="xs" component="section">
      <Title order={2}>{t("image.tags.title")}</Title>
      <TagsInput
        aria-label={t("image.tags.label")}
        placeholder={t("image.tags.placeholder")}
        value={names}
        data={data?.tags.edges.map(({ node }) => node.tag) ?? []}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={change}
        maxTags={50}
      />
      {corrections.length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t("image.tags.corrections")}
          </Text>
          {corrections.map(({ label }) => (
            <Pill
              key={label}
              withRemoveButton
              removeButtonProps={{
                "aria-label": t("image.tags.withdraw", { label }),
                "aria-hidden": false,
                tabIndex: 0,
              }}
              onRemove={() => void report(withdraw({ id, label }))}
            >
              {label}
            </Pill>
          ))}
        </Group>
      )}
    </Stack>
  );
}
