import { List } from "@mantine/core";
import { t } from "../text/text";

const list = new Intl.ListFormat("en", { type: "conjunction" });

export interface UseOfThing {
  readonly kind: UseKind;
  readonly count: number;
  readonly names: readonly string[];
}

type UseKind =
  | "BENCHMARK_SET"
  | "EVALUATION_RUN"
  | "MODEL_VERSION"
  | "PREDICTION_BATCH"
  | "QUANTIZATION"
  | "TRAINING"
  | "VOCABULARY"
  | "WORD_VECTOR_SET";

/** What uses a thing, by name: it has to be deleted first. */
export function UsesList({ uses }: { uses: readonly UseOfThing[] }) {
  return (
    <List size="sm" spacing={4}>
      {uses.map(({ kind, count, names }) => (
        <List.Item key={kind}>
          {t(`parts.uses.${kind}`, { count })}
          {": "}
          {list.format([...names.map((name) => `“${name}”`), ...(count > names.length ? ["…"] : [])])}
        </List.Item>
      ))}
    </List>
  );
}
