import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../../text/text";
import type { WorkEntry } from "./work-entry";

type Place = "/evaluations/$id" | "/comparisons/$id" | "/trainings/$id" | "/benchmarks/$id" | "/models/$id";

/** Where what some work makes, or made, can be seen; nothing for work that has no page. */
export function OpenResult({ work }: { work: WorkEntry }) {
  const place = placeOf(work);
  if (!place) return null;
  const { to, id } = place;
  return (
    <Anchor size="sm" renderRoot={(link) => <Link {...link} to={to} params={{ id }} />}>
      {t("work.open")}
    </Anchor>
  );
}

function placeOf(work: WorkEntry): { readonly to: Place; readonly id: string } | null {
  switch (work.__typename) {
    case "EvaluationRun":
      return { to: "/evaluations/$id", id: work.id };
    case "EvaluationComparison":
      return { to: "/comparisons/$id", id: work.id };
    case "Training":
      return { to: "/trainings/$id", id: work.id };
    case "BenchmarkImport":
      return work.benchmarkSet && { to: "/benchmarks/$id", id: work.benchmarkSet.id };
    case "ModelSetup":
      return work.modelVersion && { to: "/models/$id", id: work.modelVersion.id };
    default:
      return null;
  }
}
