-- AlterTable
ALTER TABLE "run" ADD COLUMN     "error_code" TEXT;

-- The code used to stand before the message.
UPDATE "run" SET "error_code" = substring("error" from '^([A-Z_]+): '), "error" = regexp_replace("error", '^[A-Z_]+: ', '')
WHERE "error" ~ '^[A-Z_]+: ';
