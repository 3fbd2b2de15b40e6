import { Badge, Skeleton, Table, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { useQuery } from "urql";
import { errorText } from "../../../api/error-text";
import { graphql } from "../../../api/graphql";
import { Moment } from "../../../parts/moment";
import { bytesText, countText, figureText } from "../../../parts/number-text";
import { ProblemAlert } from "../../../parts/problem-alert";
import { WideTable } from "../../../parts/wide-table";
import { t } from "../../../text/text";
import { Section } from "./section";

const ServiceHosts = graphql(`
  query ServiceHosts {
    hosts {
      id name state version provider threads cores coresBusy imagesEncoded startedAt seenAt
      memory { processBytes machineBytes }
    }
  }
`);

/** A host tells of itself every 5 seconds. */
const LOOK_MS = 5_000;
const COLORS = { RUNNING: "teal", STOPPED: "gray", LOST: "red" } as const;

/** The processes that do the work of this database, here and on other machines. */
export function Hosts() {
  const [{ data, error }, readAgain] = useQuery({ query: ServiceHosts });
  useInterval(() => readAgain({ requestPolicy: "network-only" }), LOOK_MS, { autoInvoke: true });
  return (
    <Section title={t("work.hosts.title")} about={t("work.hosts.about")}>
      <ProblemAlert problem={errorText(error)} />
      {!data && !error && <Skeleton height={90} radius="md" />}
      {data && (
        <WideTable label={t("work.hosts.title")} minWidth={680}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("work.hosts.host")}</Table.Th>
              <Table.Th>{t("work.hosts.state")}</Table.Th>
              <Table.Th>{t("work.hosts.seen")}</Table.Th>
              <Table.Th ta="right">{t("work.hosts.busy")}</Table.Th>
              <Table.Th ta="right">{t("work.hosts.memory")}</Table.Th>
              <Table.Th ta="right">{t("work.hosts.encoded")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.hosts.map((host) => (
              <Table.Tr key={host.id}>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {host.name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t("work.hosts.what", {
                      version: host.version,
                      provider: t(`work.providers.${host.provider}`),
                      count: host.threads,
                    })}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Badge color={COLORS[host.state]} variant="dot" miw="max-content">
                    {t(`work.hosts.states.${host.state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  <Moment at={host.state === "RUNNING" ? host.startedAt : host.seenAt} />
                </Table.Td>
                <Table.Td ta="right">
                  {t("work.hosts.cores", {
                    busy: figureText(Number(host.coresBusy.toFixed(1)), 2),
                    count: host.cores,
                  })}
                </Table.Td>
                <Table.Td ta="right">{bytesText(host.memory.processBytes)}</Table.Td>
                <Table.Td ta="right">{countText(host.imagesEncoded)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </Section>
  );
}
