import { Image } from "@mantine/core";
import { serviceUrl } from "../api/address";
import { type FragmentOf, graphql, readFragment } from "../api/graphql";

export const ThumbnailImage = graphql(`
  fragment ThumbnailImage on Image {
    id
    name
    width
    height
    thumbnailUrl(width: 256)
  }
`);

/** A stored image, small, cut to a square of the width that its container gives it. */
export function Thumbnail(props: { image: FragmentOf<typeof ThumbnailImage>; alt?: string }) {
  const { name, thumbnailUrl } = readFragment(ThumbnailImage, props.image);
  return (
    <Image
      src={serviceUrl(thumbnailUrl)}
      alt={props.alt ?? name ?? ""}
      loading="lazy"
      decoding="async"
      fit="cover"
      radius="sm"
      draggable={false}
      style={{ aspectRatio: 1 }}
    />
  );
}
