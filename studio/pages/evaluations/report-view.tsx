import { Alert, Group, SegmentedControl, Select, Stack, Tabs } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { t } from "../../text/text";
import { CalibrationTab } from "./calibration/calibration-tab";
import type { Evaluation, Report } from "./evaluation-query";
import type { EvaluationView, ReportTab } from "./evaluation-view";
import { Headline } from "./headline";
import { ImagesTab } from "./images/images-tab";
import { LabelsTab } from "./labels/labels-tab";
import { OverviewTab } from "./overview/overview-tab";

const route = getRouteApi("/evaluations/$id");
const TABS: readonly ReportTab[] = ["overview", "labels", "images", "calibration"];

/** All labels first, which most people want. */
const inOrder = (sections: Report["sections"]): Report["sections"] =>
  [...sections].sort((a, b) => Number(b.section === "GZSL") - Number(a.section === "GZSL"));

/** The report of a complete run. */
export function ReportView({ run, report }: { run: Evaluation; report: Report }) {
  const view = route.useSearch();
  const navigate = route.useNavigate();
  const show = (change: Partial<EvaluationView>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const section =
    report.sections.find(({ section }) => section === view.section) ?? inOrder(report.sections)[0];
  if (!section) return null;
  const atK = section.atK.find(({ k }) => k === view.k) ?? section.atK[0];
  const { tab = "overview" } = view;
  return (
    <Stack gap="lg">
      {report.warnings.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t("evaluation.doubtful")}>
          {report.warnings.map((warning) => (
            <div key={warning}>{warning}</div>
          ))}
        </Alert>
      )}
      <Group gap="sm">
        {report.sections.length > 1 && (
          <SegmentedControl
            aria-label={t("evaluation.sectionLabel")}
            value={section.section}
            onChange={(value) => show({ section: value as typeof section.section, label: undefined })}
            data={inOrder(report.sections).map(({ section }) => ({
              value: section,
              label: t(report.seenLabels === 0 ? "evaluation.allLabels" : `evaluation.section.${section}`),
            }))}
          />
        )}
        {section.atK.length > 1 && (
          <Select
            aria-label={t("evaluation.best")}
            w={170}
            allowDeselect={false}
            value={String(atK?.k)}
            onChange={(value) => show({ k: Number(value) })}
            data={section.atK.map(({ k }) => ({
              value: String(k),
              label: t("evaluation.bestK", { count: k }),
            }))}
          />
        )}
      </Group>
      <Headline section={section} atK={atK ?? null} />
      <Tabs
        value={tab}
        onChange={(value) => show({ tab: (value ?? "overview") as ReportTab })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`evaluation.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab runId={run.id} section={section} atK={atK ?? null} />
        </Tabs.Panel>
        <Tabs.Panel value="labels">
          <LabelsTab runId={run.id} section={section} k={atK?.k ?? null} view={view} show={show} />
        </Tabs.Panel>
        <Tabs.Panel value="images">
          <ImagesTab run={run} section={section.section} />
        </Tabs.Panel>
        <Tabs.Panel value="calibration">
          <CalibrationTab runId={run.id} calibration={report.calibration} view={view} show={show} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
