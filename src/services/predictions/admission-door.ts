import type { Admission, Admitted } from "../../batcher/admission";

/**
 * One request's way through admission: it enters at most once, and leaves at its end at the latest. Nobody enters after
 * that: what was begun for a caller who has left may still find that it must encode, and nobody would ever leave for it.
 */
export function admissionDoor(admission: Admission, deadline: number | null) {
  let admitted: Admitted | undefined;
  let encodes = false;
  let hasLeft = false;
  const enter = () => {
    if (!hasLeft) admitted ??= admission.enter(deadline);
  };
  return {
    enter,
    enterToEncode: () => {
      encodes = true;
      enter();
    },
    /** Only encoded images show how long others will take. */
    leave: (isDone: boolean) => {
      hasLeft = true;
      admitted?.leave(isDone && encodes);
    },
  };
}
