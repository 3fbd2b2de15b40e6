import { Group, Select, Stack } from "@mantine/core";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";
import type { BenchmarksView, RunState } from "../benchmarks-view";
import { Runs } from "./runs";

const RunChoices = graphql(`
  query RunChoices {
    benchmarkSets(first: 100, filter: { complete: true }) { edges { node { id name } } }
    modelVersions(first: 100) { edges { node { id name version } } }
  }
`);
const STATES: readonly RunState[] = ["RUNNING", "COMPLETED", "FAILED", "CANCELLED"];

/** All runs, or those of a set, a model, a state. */
export function FilteredRuns(props: {
  view: BenchmarksView;
  show: (change: Partial<BenchmarksView>) => void;
}) {
  const { view, show } = props;
  const [{ data }] = useQuery({ query: RunChoices });
  const { set, model, state } = view;
  const sets = data?.benchmarkSets.edges.map(({ node: { id, name } }) => ({ value: id, label: name })) ?? [];
  const models =
    data?.modelVersions.edges.map(({ node: { id, name, version } }) => ({
      ...{ value: id, label: t("evaluation.modelAt", { name, version }) },
    })) ?? [];
  const filter = {
    ...(set && { benchmarkSetId: set }),
    ...(model && { modelVersionId: model }),
    ...(state && { state: [state] }),
  };
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Select
          w={220}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("benchmarks.anySet") }}
          aria-label={t("benchmarks.set")}
          placeholder={t("benchmarks.anySet")}
          data={sets}
          value={set ?? null}
          onChange={(value) => show({ set: value ?? undefined })}
        />
        <Select
          w={220}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("benchmarks.anyModel") }}
          aria-label={t("benchmarks.model")}
          placeholder={t("benchmarks.anyModel")}
          data={models}
          value={model ?? null}
          onChange={(value) => show({ model: value ?? undefined })}
        />
        <Select
          w={160}
          clearable
          clearButtonProps={{ "aria-label": t("benchmarks.anyState") }}
          aria-label={t("benchmarks.state")}
          placeholder={t("benchmarks.anyState")}
          data={STATES.map((value) => ({ value, label: t(`parts.state.${value}`) }))}
          value={state ?? null}
          onChange={(value) => show({ state: (value as RunState | null) ?? undefined })}
        />
      </Group>
      <Runs key={JSON.stringify(filter)} filter={filter} />
    </Stack>
  );
}
