-- Scores of measures that are right or wrong were tested by Student's t, and now are by Fisher's exact test. Opening the store computes
-- the rates that are missing (prisma/src/migrations/fill-fdr.ts).
UPDATE "score" SET "fdr" = NULL FROM "run"
WHERE "run"."id" = "score"."run_id" AND "score"."fdr" IS NOT NULL
  AND "run"."config" -> 'scoring' ->> 'measure' IN ('label-confidence', 'deja-vu');
