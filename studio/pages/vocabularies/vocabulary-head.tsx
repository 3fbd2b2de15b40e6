import { Badge, Button, Group, Menu } from "@mantine/core";
import { IconDownload, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type FragmentOf, graphql, readFragment } from "../../api/graphql";
import { Moment } from "../../parts/moment";
import { MoreMenu } from "../../parts/more-menu";
import { PageHeader } from "../../parts/page-header";
import { QueryLink } from "../../parts/query-link";
import { t } from "../../text/text";
import { DeleteVocabulary } from "./delete-vocabulary";
import { downloadLabels } from "./labels/download-labels";
import { LabelSpaces } from "./labels/label-spaces";
import { VocabularyLabels } from "./labels/vocabulary-labels";

export const VocabularyFacts = graphql(
  `
  fragment VocabularyFacts on Vocabulary {
    id
    name
    version
    labelCount
    createdAt
    batchCount
    uses { kind count names }
    ...LabelSpaces
  }
`,
  [LabelSpaces],
);

/** Which vocabulary this is, and what can be done with it as a whole. */
export function VocabularyHead(props: { vocabulary: FragmentOf<typeof VocabularyFacts> }) {
  const { id, name, version, labelCount, createdAt, batchCount, uses } = readFragment(
    VocabularyFacts,
    props.vocabulary,
  );
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <PageHeader
        title={name}
        subtitle={
          <Group gap={8}>
            <Badge variant="default" radius="sm" tt="none">
              {t("vocabularies.version", { version })}
            </Badge>
            <span>
              {t("vocabularies.labels", { count: labelCount })} · <Moment at={createdAt} />
            </span>
          </Group>
        }
        actions={
          <>
            <QueryLink document={VocabularyLabels} variables={{ id }} />
            <Button
              renderRoot={(button) => <Link {...button} to="/vocabularies/new" search={{ from: id }} />}
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t("vocabulary.next")}
            </Button>
            <MoreMenu onDelete={() => setDeleting(true)}>
              <Menu.Item
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => void downloadLabels(id, name, version)}
              >
                {t("vocabulary.download")}
              </Menu.Item>
            </MoreMenu>
          </>
        }
      />
      <DeleteVocabulary
        {...{ id, name, version, batchCount, uses }}
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => void navigate({ to: "/vocabularies" })}
      />
    </>
  );
}
