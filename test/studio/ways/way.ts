import type { Page } from "playwright-core";
import type { TestService } from "../../helpers/services/test-service";
import type { Furniture } from "../furnish";

/** What a way is walked with. The service is shared by all ways: a way that changes something makes its own first. */
export interface Visit {
  readonly page: Page;
  readonly service: TestService;
  /** What the service has: the model that ships, and something of everything. */
  readonly has: Furniture;
  /** Opens an address below /studio/, and waits until nothing of it is still being loaded. */
  open(address: string): Promise<void>;
}

/** The main way through a page: what most people come for, by what they see and click. */
export interface Way {
  /** Of the page. */
  readonly name: string;
  /** Reads after the name, such as "takes pictures, and says which it refused". */
  readonly title: string;
  walk(visit: Visit): Promise<void>;
}
