import { Button, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { t } from "../../../text/text";
import { RELATIONS, type Relation, type SearchView } from "../search-view";
import { useSearchView } from "../use-search-view";
import { PillPopover } from "./pill-popover";
import { WordInput } from "./word-input";

const KINDS = ["and", "or", "not", "near"] as const;
type Kind = (typeof KINDS)[number];

/** A form for one more thing to look for. `canLeaveOut`: whether there are probabilities to leave images out by. */
export function AddTerm({ canLeaveOut }: { canLeaveOut: boolean }) {
  return (
    <PillPopover icon={IconPlus} text={t("search.terms.add")}>
      {(close) => <TermFields canLeaveOut={canLeaveOut} onDone={close} />}
    </PillPopover>
  );
}

function TermFields({ canLeaveOut, onDone }: { canLeaveOut: boolean; onDone: () => void }) {
  const { view, change } = useSearchView();
  const [kind, setKind] = useState<Kind>("and");
  const [word, setWord] = useState("");
  const [relation, setRelation] = useState<Relation>("LEFT_OF");
  const [of, setOf] = useState("");
  const isBarred = kind === "not" && !canLeaveOut;
  const isReady = word.trim() !== "" && (kind !== "near" || of.trim() !== "") && !isBarred;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    change(withTerm(view, kind, { word: word.trim(), relation, of: of.trim() }));
    onDone();
  };
  return (
    <form onSubmit={add}>
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          aria-label={t("search.terms.kind")}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={KINDS.map((value) => ({ value, label: t(`search.terms.kinds.${value}`) }))}
        />
        <Text size="sm" c="dimmed">
          {t(isBarred ? "search.terms.noProbabilities" : `search.terms.help.${kind}`)}
        </Text>
        <WordInput label={t("search.terms.word")} value={word} onChange={setWord} data-autofocus />
        {kind === "near" && (
          <>
            <Select
              label={t("search.terms.relation")}
              value={relation}
              allowDeselect={false}
              data={RELATIONS.map((value) => ({ value, label: t(`search.relation.${value}`) }))}
              onChange={(value) => setRelation((value as Relation | null) ?? "LEFT_OF")}
              comboboxProps={{ withinPortal: false }}
            />
            <WordInput label={t("search.terms.of")} value={of} onChange={setOf} />
          </>
        )}
        <Button type="submit" disabled={!isReady}>
          {t("search.terms.submit")}
        </Button>
      </Stack>
    </form>
  );
}

function withTerm(
  { and = [], or = [], not = [], near = [] }: SearchView,
  kind: Kind,
  { word, relation, of }: { word: string; relation: Relation; of: string },
): Partial<SearchView> {
  switch (kind) {
    case "and":
      return { and: [...and, word] };
    case "or":
      return { or: [...or, word] };
    case "not":
      return { not: [...not, word] };
    case "near":
      return { near: [...near, { label: word, relation, of }] };
  }
}
