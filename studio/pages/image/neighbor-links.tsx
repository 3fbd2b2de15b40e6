import { ActionIcon, Anchor, Group } from "@mantine/core";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ImageList } from "../../parts/image-list";
import { t } from "../../text/text";
import type { Neighbor, Neighbors } from "./use-neighbors";

/** The ways to the list that the image was opened from, and to the images beside it there. */
export function NeighborLinks(props: { list: ImageList | undefined; neighbors: Neighbors }) {
  const { list, neighbors } = props;
  if (!list) return null;
  const home = list.of === "search" ? "/search" : "/library";
  return (
    <Group gap="xs">
      <Anchor component={Link} to={list.back ?? home} size="sm">
        {t("image.back")}
      </Anchor>
      <Step neighbor={neighbors.previous} text={t("image.previous")} icon={IconArrowLeft} />
      <Step neighbor={neighbors.next} text={t("image.next")} icon={IconArrowRight} />
    </Group>
  );
}

function Step(props: { neighbor: Neighbor | null; text: string; icon: typeof IconArrowLeft }) {
  const { neighbor, text, icon: Arrow } = props;
  const looks = { variant: "default", size: "sm", "aria-label": text, title: text } as const;
  if (!neighbor)
    return (
      <ActionIcon {...looks} disabled>
        <Arrow size={16} aria-hidden />
      </ActionIcon>
    );
  const { id, list } = neighbor;
  return (
    <ActionIcon
      {...looks}
      renderRoot={(props) => (
        <Link
          {...props}
          from="/images/$id"
          to="/images/$id"
          params={{ id }}
          search={(old) => ({ ...old, list })}
        />
      )}
    >
      <Arrow size={16} aria-hidden />
    </ActionIcon>
  );
}
