import { Anchor, Group, SimpleGrid, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { FragmentOf } from "../../api/graphql";
import { Thumbnail, type ThumbnailImage } from "../../parts/thumbnail";
import { t } from "../../text/text";

/** What was stored last, small. */
export function LatestImages(props: {
  images: readonly ({ id: string } & FragmentOf<typeof ThumbnailImage>)[];
}) {
  if (props.images.length === 0) return null;
  return (
    <section aria-labelledby="latest-images">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="latest-images">
          {t("start.latest")}
        </Title>
        <Anchor component={Link} to="/library" size="sm">
          {t("start.allImages")}
        </Anchor>
      </Group>
      <SimpleGrid cols={{ base: 3, xs: 4, sm: 6, lg: 12 }} spacing="xs">
        {props.images.map((image) => (
          <Link key={image.id} to="/images/$id" params={{ id: image.id }}>
            <Thumbnail image={image} />
          </Link>
        ))}
      </SimpleGrid>
    </section>
  );
}
