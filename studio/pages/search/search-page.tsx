import { Stack } from "@mantine/core";
import { useQuery } from "urql";
import { errorText } from "../../api/error-text";
import { PageHeader } from "../../parts/page-header";
import { ProblemAlert } from "../../parts/problem-alert";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { FoundImages } from "./found/found-images";
import { FoundQuery } from "./found/found-query";
import { FoundSkeleton } from "./found/found-skeleton";
import { SimilarImages } from "./found/similar-images";
import { LikeBar } from "./query/like-bar";
import { ModelChoice } from "./query/model-choice";
import { SearchSetting } from "./query/models-query";
import { SearchBox } from "./query/search-box";
import { TermBar } from "./query/term-bar";
import { SearchStart } from "./search-start";
import { searchVariables, wordsOf } from "./search-variables";
import { useSearchView } from "./use-search-view";

/** Finds stored images by any words, by other images, and by where things are in them. */
export function SearchPage() {
  const { view } = useSearchView();
  const [{ data, error }] = useQuery({ query: SearchSetting });
  const models = data?.modelVersions.edges.map(({ node }) => node) ?? [];
  const active = data?.activeModelVersion ?? null;
  const model = models.find(({ id }) => id === view.model) ?? active;
  const givesProbabilities = model?.givesProbabilities ?? false;
  const variables = searchVariables(view, givesProbabilities);
  const isWholeImage = view.by !== undefined && view.like !== undefined && wordsOf(view).length === 0;
  return (
    <>
      <PageHeader
        title={t("search.title")}
        actions={
          <>
            {models.length > 1 && <ModelChoice models={models} active={active} />}
            {variables && <QueryLink document={FoundQuery} variables={{ ...variables, after: null }} />}
          </>
        }
      />
      <Stack gap="md">
        <SearchBox />
        <TermBar canLeaveOut={givesProbabilities} />
        {view.like !== undefined && <LikeBar imageId={view.like} part={view.part} />}
        <ProblemAlert problem={errorText(error)} />
        {!data && !error && variables && <FoundSkeleton />}
        {data && !variables && <SearchStart hasModel={active !== null} stored={data.stored.totalCount} />}
        {data && isWholeImage && <SimilarImages imageId={view.like!} by={view.by!} />}
        {data && variables && !isWholeImage && model && <FoundImages variables={variables} model={model} />}
      </Stack>
    </>
  );
}
