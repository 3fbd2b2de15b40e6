import type { Database } from "../../storage/database/database";
import { type TrainingRow, trainings } from "../../storage/trainings/trainings";
import { findOne } from "../work/find-one";

/** The training, or NOT_FOUND. */
export const findTraining = (db: Database, id: string): Promise<TrainingRow> => findOne(db, trainings, id);
