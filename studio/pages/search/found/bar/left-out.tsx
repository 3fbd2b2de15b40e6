import { Anchor, Button, Group, Modal, SimpleGrid, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "urql";
import { graphql } from "../../../../api/graphql";
import { Thumbnail, ThumbnailImage } from "../../../../parts/thumbnail";
import { t } from "../../../../text/text";
import { useFoundSearch } from "../found-context";

const Corrected = graphql(
  `
  query CorrectedImages($label: String!) {
    images(first: 60, filter: { correctedFor: $label, addedBy: ANYONE }) {
      totalCount
      edges { node { id ...ThumbnailImage } }
    }
  }
`,
  [ThumbnailImage],
);

/** The images that a word does not find, because a person said that it is not in them; each can be put back. */
export function LeftOut({ label }: { label: string }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [{ data }] = useQuery({ query: Corrected, variables: { label } });
  const { putBack } = useFoundSearch();
  const count = data?.images.totalCount ?? 0;
  const ids = data?.images.edges.map(({ node }) => node.id) ?? [];
  return (
    <>
      {count > 0 && (
        <Anchor component="button" type="button" size="sm" onClick={open}>
          {t("search.leftOut.count", { count })}
        </Anchor>
      )}
      <Modal
        opened={isOpen && count > 0}
        onClose={close}
        title={t("search.leftOut.title", { label })}
        size="lg"
      >
        <Text size="sm" mb="sm">
          {t("search.leftOut.why", { count, label })}
        </Text>
        <SimpleGrid cols={{ base: 2, xs: 3, sm: 4 }}>
          {data?.images.edges.map(({ node }) => (
            <Stack key={node.id} gap={6}>
              <Thumbnail image={node} />
              <Button size="compact-sm" variant="default" onClick={() => putBack([node.id], label)}>
                {t("search.leftOut.putBack")}
              </Button>
            </Stack>
          ))}
        </SimpleGrid>
        {ids.length > 1 && (
          <Group justify="flex-end" mt="md">
            <Button variant="light" onClick={() => putBack(ids, label)}>
              {t("search.leftOut.putAllBack", { count: ids.length })}
            </Button>
          </Group>
        )}
      </Modal>
    </>
  );
}
