import { Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { useQuery } from "urql";
import type { SearchList } from "../../../parts/image-list";
import { boxColors } from "../box-colors";
import type { ChosenModel } from "../query/model-choice";
import type { SearchVariables } from "../search-variables";
import { wordsOf } from "../search-variables";
import { useSearchView } from "../use-search-view";
import { ChosenBar } from "./bar/chosen-bar";
import { FoundBar } from "./bar/found-bar";
import { Legend } from "./bar/legend";
import classes from "./found.module.css";
import { FoundProvider } from "./found-context";
import { FoundNotes } from "./found-notes";
import { FoundPage } from "./found-page";
import { FoundQuery } from "./found-query";
import { FoundSkeleton } from "./found-skeleton";
import { NothingFound } from "./nothing-found";
import { SearchProblem } from "./search-problem";
import { useCorrections } from "./use-corrections";
import { useProof } from "./use-proof";
import { useSelection } from "./use-selection";

/** What a search finds, the best first, as it comes. Whatever belongs to other words begins anew. */
export function FoundImages(props: { variables: SearchVariables; model: ChosenModel }) {
  return <Found key={JSON.stringify([props.variables.query, props.variables.filter])} {...props} />;
}

function Found({ variables, model }: { variables: SearchVariables; model: ChosenModel }) {
  const { view, change } = useSearchView();
  const [{ data, error, fetching, operation }, ask] = useQuery({
    query: FoundQuery,
    variables: { ...variables, after: null },
  });
  const found = error ? undefined : data?.searchImages;
  // Until the answer to another cut-off is there, what is shown is that to the one before.
  const foundLeast = Math.round((operation?.variables.atLeastProbability ?? 0) * 100);
  const refresh = () => ask({ requestPolicy: "network-only" });
  const proof = useProof(found, refresh);
  const { hidden, correct, putBack } = useCorrections();
  const { chosen, toggle, clear } = useSelection();
  const [fading, setFading] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const labels = wordsOf(view);
  const shownIds = () =>
    [...(grid.current?.querySelectorAll<HTMLElement>("[data-image]") ?? [])].map(
      ({ dataset }) => dataset.image!,
    );
  const search = {
    ...{ variables, labels, colors: boxColors(view), hidden, chosen, fading, correct, putBack },
    toggle: (id: string, isRange: boolean) => toggle(id, shownIds(), isRange),
    listFrom: (after: string | null) => listOf(variables, after),
  };
  return (
    <FoundProvider value={search}>
      <Stack gap="md">
        {!error && (
          <FoundBar found={found} foundLeast={foundLeast} proof={proof} model={model} onMove={setFading} />
        )}
        <SearchProblem error={error} />
        {found && <FoundNotes found={found} onRefresh={refresh} />}
        {!data && !error && <FoundSkeleton />}
        {found && found.edges.length > 0 && <Legend />}
        {found && found.edges.length === 0 && !fetching && <NothingFound found={found} />}
        {found && (
          <div
            ref={grid}
            className={classes.grid}
            data-waiting={fetching || undefined}
            data-choosing={chosen.size > 0 || undefined}
          >
            <FoundPage
              after={null}
              pages={view.pages ?? 1}
              onExpired={refresh}
              onMore={() => change({ pages: (view.pages ?? 1) + 1 }, { isStep: false })}
            />
          </div>
        )}
        <ChosenBar labels={labels} onClear={clear} />
      </Stack>
    </FoundProvider>
  );
}

/** The address within the studio leads back to just this view. */
function listOf(variables: SearchVariables, after: string | null): SearchList {
  const { query, filter, orderBy, atLeastProbability, modelVersionId } = variables;
  return {
    ...{ of: "search", query },
    ...(filter && { filter }),
    ...(orderBy && { orderBy }),
    ...(atLeastProbability != null && { atLeastProbability }),
    ...(modelVersionId != null && { modelVersionId }),
    ...(after !== null && { after }),
    back: `/search${window.location.search}`,
  };
}
