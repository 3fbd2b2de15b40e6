-- Deleting a model version asks what refers to it, and would otherwise read all batches and predictions for that.
CREATE INDEX "PredictionBatch_modelVersionId_idx" ON "PredictionBatch" ("modelVersionId");
CREATE INDEX "PredictionBatch_madeById_idx" ON "PredictionBatch" ("madeById");
CREATE INDEX "Prediction_modelVersionId_idx" ON "Prediction" ("modelVersionId");
