import { Alert, Anchor } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { t } from "../../../text/text";
import { useSearchView } from "../use-search-view";
import { Indexing } from "./indexing";
import type { Found } from "./use-proof";

/** What a search could not see or say, and what was left out of it. */
export function FoundNotes(props: { found: Found; onRefresh: () => void }) {
  const { found, onRefresh } = props;
  const { view } = useSearchView();
  const { images, of } = found.indexed;
  return (
    <>
      {images < of && <Indexing missing={of - images} onProgress={onRefresh} />}
      {!found.calibrated && view.like === undefined && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={t("search.uncalibrated.title")}>
          {t("search.uncalibrated.text", { name: found.modelVersion.name })}{" "}
          <Anchor component={Link} to="/benchmarks" size="sm">
            {t("search.uncalibrated.todo")}
          </Anchor>
        </Alert>
      )}
    </>
  );
}
