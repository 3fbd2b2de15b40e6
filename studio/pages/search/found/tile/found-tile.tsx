import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo, useState } from "react";
import { serviceUrl } from "../../../../api/address";
import type { ResultOf } from "../../../../api/graphql";
import { mapAlone } from "../../../../api/map-alone";
import { BoxedPicture } from "../../../../parts/boxed-picture";
import { Score } from "../../../../parts/score";
import { t } from "../../../../text/text";
import { useSearchView } from "../../use-search-view";
import classes from "../found.module.css";
import { useFoundSearch } from "../found-context";
import type { FoundEdge, PlacesQuery } from "../found-query";
import { MoreLike } from "./more-like";
import { NotThis } from "./not-this";
import { tileRatio } from "./tile-ratio";

type Regions = ResultOf<typeof PlacesQuery>["searchImages"]["edges"][number]["regions"];

/** An image that was found: how sure that is, where it is (a map, when pointed at), and what can be said about it. */
export const FoundTile = memo(function FoundTile(props: {
  edge: ResultOf<typeof FoundEdge>;
  regions: Regions | undefined;
  after: string | null;
}) {
  const { edge, regions = [], after } = props;
  const { image, probability, score } = edge;
  const { view } = useSearchView();
  const { labels, colors, chosen, fading, toggle, listFrom } = useFoundSearch();
  const [isPointedAt, setPointedAt] = useState(false);
  const name = image.name ?? t("search.found.untitled");
  const ratio = image.width / image.height;
  const area = tileRatio(image);
  const boxes = regions.flatMap(({ boxes }, place) => {
    const color = colors[place]?.color;
    return color ? boxes.map((box) => ({ ...box, color })) : [];
  });
  const map = isPointedAt && regions[0] ? mapAlone(regions[0].heatMapUrl) : null;
  return (
    <article
      className={classes.tile}
      style={{ flex: `${area} 1 calc(${area} * var(--row-height))` }}
      data-image={image.id}
      data-chosen={chosen.has(image.id) || undefined}
      data-fading={(probability !== null && probability < fading) || undefined}
    >
      <Link
        to="/images/$id"
        params={{ id: image.id }}
        search={{ words: labels, label: labels[0], model: view.model, list: listFrom(after) }}
        className={classes.area}
        style={{ aspectRatio: area }}
        aria-label={t("search.found.open", { name, rank: edge.rank })}
        onPointerEnter={() => setPointedAt(true)}
        onPointerLeave={() => setPointedAt(false)}
        onFocus={() => setPointedAt(true)}
        onBlur={() => setPointedAt(false)}
      >
        <div style={{ width: `${Math.min(1, ratio / area) * 100}%` }}>
          <BoxedPicture
            src={serviceUrl(image.thumbnailUrl)}
            width={image.width}
            height={image.height}
            alt=""
            isLazy
            boxes={boxes}
            map={map}
          />
        </div>
      </Link>
      <Checkbox
        className={classes.choice}
        size="md"
        aria-label={t("search.found.choose", { name })}
        checked={chosen.has(image.id)}
        onChange={() => undefined}
        onClick={(event) => toggle(image.id, event.shiftKey)}
      />
      <div className={classes.foot}>
        <Score score={score} probability={probability} />
        <div>
          <MoreLike imageId={image.id} name={name} box={boxes[0]} />
          <NotThis imageId={image.id} name={name} />
        </div>
      </div>
    </article>
  );
});
