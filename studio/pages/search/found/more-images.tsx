import { Button, Center } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useEffect } from "react";
import { t } from "../../../text/text";
import classes from "./found.module.css";

/** Asks for more as soon as it comes near the window, or when it is pressed. */
export function MoreImages({ onMore }: { onMore: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: "600px" });
  const isNear = entry?.isIntersecting ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once when it comes near
  useEffect(() => {
    if (isNear) onMore();
  }, [isNear]);
  return (
    <Center ref={ref} className={classes.more}>
      <Button variant="default" onClick={onMore}>
        {t("search.found.more")}
      </Button>
    </Center>
  );
}
