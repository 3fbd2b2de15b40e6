import type { Database } from "../storage/database/database";
import { findWork } from "../storage/work/work-rows";
import { hasEnded } from "../storage/work/work-states";

const ENDINGS = { COMPLETED: "is complete", FAILED: "has failed", CANCELLED: "was canceled" } as const;

/** Does some work with a line in the log when this process begins it or goes on with it, and when it has ended. */
export async function tellOfWork(
  db: Database,
  { name, id }: { readonly name: string; readonly id: string },
  tell: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const begun = performance.now();
  const [before] = await findWork(db, [id]);
  if (before && !hasEnded(before.state)) {
    const total = before.total === null ? "" : ` of ${before.total}`;
    tell(before.state === "QUEUED" ? `${name} begins` : `${name} goes on after ${before.done}${total}`);
  }
  await work();
  const [after] = await findWork(db, [id]);
  if (!after || !hasEnded(after.state) || before?.state === after.state) return;
  const failed = after.failed ? `, ${after.failed} failed` : "";
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  tell(`${name} ${ENDINGS[after.state as keyof typeof ENDINGS]}: ${after.done} done${failed}, ${seconds} s`);
}
