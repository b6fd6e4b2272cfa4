-- A point of a series may stand for one datapoint.
ALTER TABLE "experiment_point" ADD COLUMN "dataset_id" UUID;
ALTER TABLE "experiment_point" ADD COLUMN "datapoint_index" INTEGER;
ALTER TABLE "experiment_point" ADD CONSTRAINT "experiment_point_dataset_id_datapoint_index_fkey" FOREIGN KEY ("dataset_id", "datapoint_index") REFERENCES "datapoint"("dataset_id", "index") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "experiment_point_dataset_id_datapoint_index_idx" ON "experiment_point"("dataset_id", "datapoint_index");
