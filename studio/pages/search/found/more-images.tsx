import { Button, Center, Text } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useEffect } from "react";
import { t } from "../../../text/text";
import { PAGE_SIZE } from "../search-variables";
import { MOST_PAGES } from "../search-view";
import { useSearchView } from "../use-search-view";
import classes from "./found.module.css";

/** Asks for more as soon as it comes near the window, or when it is pressed; says so where no more can be shown. */
export function MoreImages({ onMore }: { onMore: () => void }) {
  const { view } = useSearchView();
  const { ref, entry } = useIntersection({ rootMargin: "600px" });
  const isFull = view.pages === MOST_PAGES;
  const isNear = entry?.isIntersecting ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once when it comes near
  useEffect(() => {
    if (isNear && !isFull) onMore();
  }, [isNear]);
  if (isFull)
    return (
      <Center className={classes.more}>
        <Text c="dimmed">{t("search.found.most", { count: MOST_PAGES * PAGE_SIZE })}</Text>
      </Center>
    );
  return (
    <Center ref={ref} className={classes.more}>
      <Button variant="default" onClick={onMore}>
        {t("search.found.more")}
      </Button>
    </Center>
  );
}
