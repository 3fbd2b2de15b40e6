import { Button, Tabs } from "@mantine/core";
import { IconPackageImport, IconTags } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";
import type { BenchmarksTab, BenchmarksView } from "./benchmarks-view";
import { ComparisonList } from "./comparisons/comparison-list";
import { ImportDialog } from "./import/import-dialog";
import { FilteredRuns } from "./runs/filtered-runs";
import { SetsTab } from "./sets/sets-tab";
import { TagsDialog } from "./tags/tags-dialog";

const route = getRouteApi("/benchmarks");

/** The sets that models are measured on, the runs, and what compares them. */
export function BenchmarksPage() {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const show = (change: Partial<BenchmarksView>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const { tab = "sets", make } = view;
  return (
    <>
      <PageHeader
        title={t("benchmarks.title")}
        subtitle={t("benchmarks.subtitle")}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconTags size={18} aria-hidden />}
              onClick={() => show({ make: "tags" })}
            >
              {t("benchmarks.fromTags")}
            </Button>
            <Button
              leftSection={<IconPackageImport size={18} aria-hidden />}
              onClick={() => show({ make: "import" })}
            >
              {t("benchmarks.import")}
            </Button>
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => show({ tab: (value ?? "sets") as BenchmarksTab })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="sets">{t("benchmarks.sets")}</Tabs.Tab>
          <Tabs.Tab value="runs">{t("benchmarks.runs")}</Tabs.Tab>
          <Tabs.Tab value="comparisons">{t("benchmarks.comparisons")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sets">
          <SetsTab q={view.q ?? ""} show={show} />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <FilteredRuns view={view} show={show} />
        </Tabs.Panel>
        <Tabs.Panel value="comparisons">
          <ComparisonList />
        </Tabs.Panel>
      </Tabs>
      <ImportDialog isOpen={make === "import"} onClose={() => show({ make: undefined })} />
      <TagsDialog isOpen={make === "tags"} onClose={() => show({ make: undefined })} />
    </>
  );
}
