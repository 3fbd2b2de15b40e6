import type { RunReport } from "../../../src/evaluation/report/run-report";
import { reportPage } from "../../../src/plots/page/report-page";

const HOSTILE = `</title><script>alert("1")</script>`;

describe("reportPage", () => {
  it("shows whatever names say as text, and runs none of it", () => {
    const report: RunReport = {
      ...{ protocol: "custom", images: 1, seenClasses: 0, unseenClasses: 1, sections: [] },
      ...{ warnings: [HOSTILE], mostWrong: [], calibration: null },
    };
    const page = reportPage({
      ...{ title: HOSTILE, facts: [["set", HOSTILE]], report, sections: [] },
      labelOf: () => HOSTILE,
    });
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  });
});
