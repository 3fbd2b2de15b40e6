import { Skeleton, Stack } from "@mantine/core";
import { PageHeader } from "../../parts/page-header";
import { Skeletons } from "../../parts/skeletons";
import { t } from "../../text/text";
import classes from "./image-page.module.css";

const ROWS = 12;

/** The page before its image is known. */
export function ImageSkeleton() {
  return (
    <>
      <PageHeader title={t("image.title")} />
      <div className={classes.layout}>
        <Skeleton className={classes.waiting} />
        <Stack className={classes.labels} gap="xs">
          <Skeletons count={ROWS} height={32} />
        </Stack>
      </div>
    </>
  );
}
