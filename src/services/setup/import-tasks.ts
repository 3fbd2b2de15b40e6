import type { ModelToImport } from "../models/import-model";

/** The tasks of the thread that imports a setup's files, which would keep a service from answering. */
export type ImportTasks = {
  import: {
    message: {
      readonly url: string;
      /** Of the setup. */
      readonly id: string;
      readonly request: ModelToImport;
      readonly workDirectory: string;
    };
    /** The id of the model version. */
    result: string;
  };
};
