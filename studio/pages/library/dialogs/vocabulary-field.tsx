import { Anchor, Select, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../api/graphql";
import { t } from "../../../text/text";

const Vocabularies = graphql(`
  query VocabulariesToChoose {
    vocabularies(first: 100) { edges { node { id name version labelCount } } }
  }
`);

/** A vocabulary; the newest until another is chosen. */
export function VocabularyField(props: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const { value, onChange } = props;
  const [{ data }] = useQuery({ query: Vocabularies });
  const vocabularies = data?.vocabularies.edges.map(({ node }) => node) ?? [];
  const newest = vocabularies[0]?.id ?? null;
  useEffect(() => {
    if (value === null && newest !== null) onChange(newest);
  }, [value, newest, onChange]);
  if (data && vocabularies.length === 0) {
    return (
      <Text size="sm">
        {t("library.noVocabulary")}{" "}
        <Anchor component={Link} to="/vocabularies">
          {t("library.makeVocabulary")}
        </Anchor>
      </Text>
    );
  }
  return (
    <Select
      label={t("library.vocabulary")}
      searchable
      allowDeselect={false}
      value={value}
      onChange={onChange}
      data={vocabularies.map(({ id, name, version, labelCount }) => ({
        value: id,
        label: t("library.vocabularyOption", { name, version, count: labelCount }),
      }))}
    />
  );
}
