import { createAdmission } from "../../../src/batcher/admission";
import { admissionDoor } from "../../../src/services/predictions/admission-door";

describe("the door of a request", () => {
  it("lets nobody in for a caller who has left, or the request would be under way for ever", () => {
    const admission = createAdmission("requests", 1);
    const door = admissionDoor(admission, null);
    door.leave(false);
    door.enterToEncode();
    expect(admission.stats().underWay).toBe(0);
    admissionDoor(admission, null).enter();
    expect(admission.stats().underWay).toBe(1);
  });

  it("is passed once in each direction", () => {
    const admission = createAdmission("requests", 8);
    const door = admissionDoor(admission, null);
    door.enter();
    door.enterToEncode();
    expect(admission.stats().underWay).toBe(1);
    door.leave(true);
    door.leave(false);
    expect(admission.stats().underWay).toBe(0);
  });
});
