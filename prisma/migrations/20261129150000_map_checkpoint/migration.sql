-- AlterTable: which representations the map shows; a later run of the same ones takes map and neighbours over.
ALTER TABLE "representation_map" ADD COLUMN "checkpoint_hash" TEXT;
