import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { stringifyDocument, type TypedDocumentNode } from "@urql/core";
import { serviceBase } from "../api/address";
import { t } from "../text/text";

/** Opens what a view asks the service for on the API page, to be tried and changed there. */
export function QueryLink<Variables>(props: {
  document: TypedDocumentNode<unknown, Variables>;
  variables: Variables;
}) {
  const { document, variables } = props;
  const address = new URL("graphiql", serviceBase);
  address.hash = new URLSearchParams({
    query: stringifyDocument(document),
    variables: JSON.stringify(variables, null, 2),
  }).toString();
  return (
    <Tooltip label={t("parts.showQuery")}>
      <ActionIcon
        component="a"
        href={address.href}
        variant="default"
        size="lg"
        aria-label={t("parts.showQuery")}
      >
        <IconCode size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
