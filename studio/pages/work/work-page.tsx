import { Tabs } from "@mantine/core";
import { IconActivity, IconListCheck } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { EndedWork } from "./list/ended-work";
import { UnderWay, UnderWayWork } from "./list/under-way";
import { System } from "./system/system";
import { RuntimeChanged } from "./system/use-runtime";

const route = getRouteApi("/work");

/** What the service has to do and has done, and what it runs on. */
export function WorkPage() {
  const { tab = "work" } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (chosen: string | null) =>
    void navigate({ search: chosen === "system" ? { tab: "system" } : {}, replace: true });
  return (
    <>
      <PageHeader
        title={t("work.title")}
        subtitle={t("work.subtitle")}
        actions={<QueryLink document={tab === "system" ? RuntimeChanged : UnderWayWork} variables={{}} />}
      />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="work" leftSection={<IconListCheck size={16} aria-hidden />}>
            {t("work.tabs.work")}
          </Tabs.Tab>
          <Tabs.Tab value="system" leftSection={<IconActivity size={16} aria-hidden />}>
            {t("work.tabs.system")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="work">
          <UnderWay />
          <EndedWork />
        </Tabs.Panel>
        <Tabs.Panel value="system">
          <System />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
