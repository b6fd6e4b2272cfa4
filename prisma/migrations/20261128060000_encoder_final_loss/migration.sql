-- Encoders that were trained elsewhere have no training loss that is known here; 0 stood for it.
ALTER TABLE "encoder" ALTER COLUMN "final_loss" DROP NOT NULL;
UPDATE "encoder" SET "final_loss" = NULL WHERE "final_loss" = 0 AND cardinality("loss_history") = 0;
