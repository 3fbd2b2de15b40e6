import { Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";
import { ImageFacts } from "./about/image-facts";
import { ImageTags } from "./about/image-tags";
import { SimilarImages } from "./about/similar-images";
import { ComparedLabels } from "./compared-labels";
import { ImageActions } from "./image-actions";
import type { Choices, ShownImage as Image } from "./image-query";
import type { ImageView } from "./image-view";
import { LabeledPicture } from "./labeled-picture";
import { NeighborLinks } from "./neighbor-links";
import { sidesOf } from "./scores/sides-of";
import type { Shown } from "./shown";
import { useNeighbors } from "./use-neighbors";

const route = getRouteApi("/images/$id");

export function ShownImage(props: { image: Image; choices: Choices; onChange: () => void }) {
  const { image, choices, onChange } = props;
  const view = route.useSearch();
  const navigate = useNavigate({ from: "/images/$id" });
  const [isMapShown, setMapShown] = useState(true);
  const [areBoxesShown, setBoxesShown] = useState(true);
  const neighbors = useNeighbors(image.id, view.list);
  const show = (change: Partial<ImageView>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const goTo = (neighbor: typeof neighbors.next) => {
    if (!neighbor) return;
    const { id, list } = neighbor;
    void navigate({ to: "/images/$id", params: { id }, search: (old) => ({ ...old, list }) });
  };
  useHotkeys([
    ["ArrowLeft", () => goTo(neighbors.previous)],
    ["ArrowRight", () => goTo(neighbors.next)],
    ["m", () => setMapShown((isShown) => !isShown)],
    ["b", () => setBoxesShown((areShown) => !areShown)],
    ["Escape", () => show({ label: undefined })],
  ]);
  const shown: Shown = {
    ...{ image, choices, view, isMapShown, areBoxesShown },
    ...{ show, setMapShown, setBoxesShown, onChange },
  };
  const sides = sidesOf(view, choices, image);
  return (
    <>
      <PageHeader
        title={image.name ?? t("image.untitled")}
        subtitle={<NeighborLinks list={view.list} neighbors={neighbors} />}
        actions={<ImageActions shown={shown} sides={sides} />}
      />
      {sides.second ? (
        <Stack gap="xl">
          <ComparedLabels shown={shown} first={sides.first} second={sides.second} />
          <Rest shown={shown} />
        </Stack>
      ) : (
        <LabeledPicture shown={shown} side={sides.first}>
          <Rest shown={shown} />
        </LabeledPicture>
      )}
    </>
  );
}

function Rest({ shown: { image, onChange } }: { shown: Shown }) {
  return (
    <Stack gap="xl">
      <ImageTags image={image} onChange={onChange} />
      <SimilarImages imageId={image.id} />
      <ImageFacts image={image} />
    </Stack>
  );
}
