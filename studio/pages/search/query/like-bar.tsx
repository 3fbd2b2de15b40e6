import { ActionIcon, Box, Group, Paper, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "urql";
import { serviceUrl } from "../../../api/address";
import { graphql } from "../../../api/graphql";
import { BoxedPicture } from "../../../parts/boxed-picture";
import { t } from "../../../text/text";
import { wordsOf } from "../search-variables";
import type { Likeness, SearchView } from "../search-view";
import { useSearchView } from "../use-search-view";

const LikedImage = graphql(`
  query LikedImage($id: ID!) {
    image(id: $id) { id name width height thumbnailUrl(width: 256) }
  }
`);

const WAYS = ["features", "whole", "copies"] as const;

/** The image whose like is looked for, and in which way. */
export function LikeBar({ imageId, part }: { imageId: string; part: SearchView["part"] }) {
  const { view, change } = useSearchView();
  const [{ data, fetching }] = useQuery({ query: LikedImage, variables: { id: imageId } });
  const image = data?.image;
  const boxes = part ? [{ left: part[0], top: part[1], right: part[2], bottom: part[3] }] : [];
  const hasWays = !part && wordsOf(view).length === 0;
  return (
    <Paper withBorder p="xs" radius="md">
      <Group gap="md" justify="space-between">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Box w={72} flex="none">
            {image ? (
              <BoxedPicture
                src={serviceUrl(image.thumbnailUrl)}
                width={image.width}
                height={image.height}
                alt=""
                boxes={boxes}
              />
            ) : (
              <Skeleton height={54} animate={fetching} />
            )}
          </Box>
          <Box miw={0}>
            <Text size="sm" c="dimmed">
              {t(part ? "search.like.part" : "search.like.image")}
            </Text>
            <Text truncate>{image?.name ?? t(fetching ? "search.loading" : "search.like.gone")}</Text>
          </Box>
        </Group>
        <Group gap="xs">
          {hasWays && (
            <SegmentedControl
              aria-label={t("search.like.way")}
              value={view.by ?? "features"}
              data={WAYS.map((value) => ({ value, label: t(`search.like.by.${value}`) }))}
              onChange={(by) => change({ by: by === "features" ? undefined : (by as Likeness) })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("search.like.remove")}
            onClick={() => change({ like: undefined, part: undefined, by: undefined })}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
    </Paper>
  );
}
