import { Text } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { serviceUrl } from "../../../api/address";
import { errorText } from "../../../api/error-text";
import { graphql, readFragment } from "../../../api/graphql";
import { BoxedPicture } from "../../../parts/boxed-picture";
import { EmptyState } from "../../../parts/empty-state";
import { ProblemAlert } from "../../../parts/problem-alert";
import { percentText } from "../../../parts/score";
import { t } from "../../../text/text";
import type { Likeness } from "../search-view";
import classes from "./found.module.css";
import { FoundSkeleton } from "./found-skeleton";
import { RowFillers } from "./tile/row-fillers";
import { tileRatio } from "./tile/tile-ratio";

const LikeOther = graphql(`
  fragment LikeOther on SimilarImage {
    similarity
    image { id name width height thumbnailUrl(width: 512) }
  }
`);

const WholeQuery = graphql(
  `
  query SimilarWholes($id: ID!) {
    image(id: $id) { id similar(first: 60) { ...LikeOther } }
  }
`,
  [LikeOther],
);

const CopiesQuery = graphql(
  `
  query NearDuplicates($id: ID!) {
    image(id: $id) { id nearDuplicates(first: 60) { ...LikeOther } }
  }
`,
  [LikeOther],
);

/** Images that are like one as a whole, or copies of it, the most similar first. */
export function SimilarImages({ imageId, by }: { imageId: string; by: Likeness }) {
  const variables = { id: imageId };
  const [wholes] = useQuery({ query: WholeQuery, variables, pause: by !== "whole" });
  const [copies] = useQuery({ query: CopiesQuery, variables, pause: by !== "copies" });
  const { data, error } = by === "whole" ? wholes : copies;
  const similar = by === "whole" ? wholes.data?.image?.similar : copies.data?.image?.nearDuplicates;
  if (error) return <ProblemAlert problem={errorText(error)} />;
  if (!data) return <FoundSkeleton />;
  if (!similar || similar.length === 0)
    return (
      <EmptyState icon={IconPhotoOff} title={t(`search.none.${by}`)} text={t(`search.none.${by}Help`)} />
    );
  return (
    <>
      <Text fw={600} aria-live="polite">
        {t(`search.similar.${by}`, { count: similar.length })}
      </Text>
      <div className={classes.grid}>
        {similar.map((fragment) => {
          const { image, similarity } = readFragment(LikeOther, fragment);
          const { id, name, width, height, thumbnailUrl } = image;
          const area = tileRatio(image);
          const percent = percentText(similarity);
          return (
            <article
              key={id}
              className={classes.tile}
              style={{ flex: `${area} 1 calc(${area} * var(--row-height))` }}
            >
              <Link
                to="/images/$id"
                params={{ id }}
                className={classes.area}
                style={{ aspectRatio: area }}
                aria-label={t("search.similar.open", { name: name ?? t("search.found.untitled"), percent })}
              >
                <div style={{ width: `${Math.min(1, width / height / area) * 100}%` }}>
                  <BoxedPicture src={serviceUrl(thumbnailUrl)} width={width} height={height} alt="" isLazy />
                </div>
              </Link>
              <div className={classes.foot}>
                <Text size="sm">{t("search.similar.percent", { percent })}</Text>
              </div>
            </article>
          );
        })}
        <RowFillers ratios={similar.map((one) => tileRatio(readFragment(LikeOther, one).image))} />
      </div>
    </>
  );
}
