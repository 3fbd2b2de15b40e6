import { Anchor, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql, readFragment } from "../../../api/graphql";
import { ProblemAlert } from "../../../parts/problem-alert";
import { percentText } from "../../../parts/score";
import { Skeletons } from "../../../parts/skeletons";
import { Thumbnail, ThumbnailImage } from "../../../parts/thumbnail";
import { t } from "../../../text/text";

const SIMILAR = 12;

const SimilarQuery = graphql(
  `
  query SimilarImages($id: ID!, $first: Int!) {
    image(id: $id) {
      id
      similar(first: $first) {
        similarity
        image { id ...ThumbnailImage }
      }
    }
  }
`,
  [ThumbnailImage],
);

/** Stored images that show most of the same. */
export function SimilarImages({ imageId }: { imageId: string }) {
  const [{ data, error, fetching }] = useQuery({
    query: SimilarQuery,
    variables: { id: imageId, first: SIMILAR },
  });
  const similar = data?.image?.similar ?? [];
  const problem = errorText(error);
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2}>{t("image.similar.title")}</Title>
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/search" search={{ like: imageId }} />}>
          {t("image.similar.more")}
        </Anchor>
      </Group>
      <ProblemAlert problem={problem} />
      <SimpleGrid cols={{ base: 3, sm: 4, md: 6 }} spacing="xs">
        {fetching && similar.length === 0 && (
          <Skeletons count={SIMILAR} height="auto" style={{ aspectRatio: 1 }} />
        )}
        {similar.map(({ image, similarity }) => {
          const percent = percentText(similarity);
          const name = readFragment(ThumbnailImage, image).name ?? t("image.untitled");
          return (
            <Link
              key={image.id}
              to="/images/$id"
              params={{ id: image.id }}
              aria-label={t("image.similar.open", { name, percent })}
              title={t("image.similar.open", { name, percent })}
            >
              <Thumbnail image={image} alt="" />
            </Link>
          );
        })}
      </SimpleGrid>
      {!fetching && !problem && similar.length === 0 && (
        <Group>
          <Text c="dimmed">{t("image.similar.none")}</Text>
        </Group>
      )}
    </Stack>
  );
}
