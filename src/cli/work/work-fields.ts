import { toGlobalId } from "../../services/global-id";
import { WORK_TYPES } from "../../services/work/any-kind/work-types";
import type { Columns } from "../terminal/list-output";

/** What lists show of work of any kind; services hand its rows up. */
interface ListedWork {
  readonly id: string;
  readonly kind: keyof typeof WORK_TYPES;
  readonly state: string;
  readonly phase: string | null;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  readonly host: string | null;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Work of any kind under GraphQL's names. */
export const workFields = (work: ListedWork) => ({
  id: toGlobalId(WORK_TYPES[work.kind], work.id),
  kind: work.kind,
  state: work.state,
  phase: work.phase,
  done: work.done,
  failed: work.failed,
  total: work.total,
  host: work.host,
  errorMessage: work.errorMessage,
  createdAt: work.createdAt,
  finishedAt: work.finishedAt,
});

type WorkFields = ReturnType<typeof workFields>;

export const ID_COLUMN: Columns<{ readonly id: string }> = { ID: ({ id }) => id };

export const STATE_COLUMNS: Columns<WorkFields> = {
  STATE: ({ state }) => state.toLowerCase(),
  DONE: ({ done, total }) => (total > 0 ? `${done}/${total}` : done),
  ACCEPTED: ({ createdAt }) => createdAt.toISOString().slice(0, 16).replace("T", " "),
};
