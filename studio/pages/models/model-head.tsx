import { Badge, Group, Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { type FragmentOf, graphql, readFragment } from "../../api/graphql";
import { Moment } from "../../parts/moment";
import { MoreMenu } from "../../parts/more-menu";
import { PageHeader } from "../../parts/page-header";
import { t } from "../../text/text";
import { ActivateButton } from "./activate-button";
import { DeleteModel } from "./delete-model";

export const ModelSummary = graphql(`
  fragment ModelSummary on ModelVersion {
    id
    name
    version
    active
    createdAt
    standIn { id name }
    quantization { passes }
    uses { kind count names }
  }
`);

const Versions = graphql(`
  query ModelVersionsOfName($name: String!) {
    modelVersions(first: 100, filter: { name: $name }) { edges { node { id version active } } }
  }
`);

/** Which model this is, its other versions, and what can be done with it as a whole. */
export function ModelHead(props: { model: FragmentOf<typeof ModelSummary>; queryLink: ReactNode }) {
  const { id, name, version, active, createdAt, standIn, quantization, uses } = readFragment(
    ModelSummary,
    props.model,
  );
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const [{ data }] = useQuery({ query: Versions, variables: { name } });
  const versions = data?.modelVersions.edges.map(({ node }) => node) ?? [];
  return (
    <>
      <PageHeader
        title={name}
        subtitle={
          <Group gap={8}>
            <Badge variant="default" radius="sm" tt="none">
              {t("vocabularies.version", { version })}
            </Badge>
            {active && (
              <Badge color="teal" variant="dot" radius="sm" tt="none">
                {t("models.active")}
              </Badge>
            )}
            {quantization && (
              <Badge variant="default" radius="sm" tt="none">
                {t("models.int8")}
              </Badge>
            )}
            <span>
              {active && standIn && `${t("model.standIn", { name: standIn.name })} · `}
              <Moment at={createdAt} />
            </span>
          </Group>
        }
        actions={
          <>
            {props.queryLink}
            {versions.length > 1 && (
              <Select
                aria-label={t("model.versions")}
                w={150}
                value={id}
                onChange={(other) => other && void navigate({ to: "/models/$id", params: { id: other } })}
                allowDeselect={false}
                data={versions.map((one) => ({
                  value: one.id,
                  label: t("vocabularies.version", { version: one.version }),
                }))}
              />
            )}
            {!active && <ActivateButton id={id} name={name} variant="filled" />}
            <MoreMenu onDelete={() => setDeleting(true)} />
          </>
        }
      />
      <DeleteModel
        {...{ id, name, version, active, uses }}
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate({ to: "/models" })}
      />
    </>
  );
}
